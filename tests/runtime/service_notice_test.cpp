#include "runtime/service_notice.hpp"

#include "tests/catch.hpp"

#include <unistd.h>

using earshot::runtime::service_notice;
using namespace std::chrono_literals;

TEST_CASE("The watchdog is fed twice as often as systemd looks") {
  CHECK(service_notice("", "30000000", "").alive_every() == 15s);
  CHECK(service_notice("", "3000", std::to_string(::getpid())).alive_every() == 1500us);
  SECTION("and not at all where nobody looks") {
    CHECK_FALSE(service_notice("", "", "").alive_every());
    CHECK_FALSE(service_notice("", "soon", "").alive_every());
    CHECK_FALSE(service_notice("", "-1", "").alive_every());
  }
  SECTION("or looks at another process") {
    CHECK_FALSE(service_notice("", "3000", std::to_string(::getpid() + 1)).alive_every());
  }
}

TEST_CASE("Without a socket, or with one nobody listens at, nothing happens") {
  service_notice("", "", "").ready();
  service_notice("/nobody/listens/here", "", "").ready();
  service_notice(std::string(500, 'x'), "", "").stopping();
}
