// Catch2, whichever major version the distribution has.
#pragma once

#ifdef EARSHOT_CATCH2_V3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
