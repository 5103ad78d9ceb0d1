// Catch2, whichever major version the distribution has.
#pragma once

#ifdef EARSHOT_CATCH2_V3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

#include <boost/system/result.hpp>

#include <string>

/// A failed check of a result says its error; boost's own output wants one of every T and E.
template <class T, class E>
struct Catch::StringMaker<boost::system::result<T, E>> {
  static std::string convert(const boost::system::result<T, E>& r) {
    if (r)
      return "a value";
    if constexpr (requires { r.error().message; })
      return "the error \"" + r.error().message + "\"";
    else
      return "an error";
  }
};
