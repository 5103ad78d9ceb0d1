#include "config/address.hpp"

#include "tests/catch.hpp"

using namespace earshot::config;

TEST_CASE("An address is a host and a port") {
  auto a = parse_address("127.0.0.1:8080");
  REQUIRE(a);
  CHECK(a->host == "127.0.0.1");
  CHECK(a->port == 8080);
  CHECK(parse_address("[::1]:0")->host == "::1");
  CHECK(parse_address("earshot.example.com:65535")->port == 65535);
}

TEST_CASE("What is no address is refused with the reason") {
  CHECK(parse_address(":8080").error().message
        == "the host is missing; 0.0.0.0:8080 takes every IPv4 address");
  CHECK(parse_address("::1:8080").error().message
        == "an IPv6 address stands in brackets, such as [::1]:8080");
  for (auto text : {"", "8080", "localhost", "localhost:", "localhost:http", "localhost:65536",
                    "localhost:-1", "local host:1", "[]:1", "http://localhost:1", "a:1 "})
    CHECK_FALSE(parse_address(text));
}

TEST_CASE("Loopback is what only this machine can reach") {
  for (auto host : {"localhost", "127.0.0.1", "127.255.0.3", "::1"})
    CHECK(is_loopback({host, 1}));
  for (auto host : {"0.0.0.0", "::", "128.0.0.1", "127.0.0", "127.0.0.1.example.com", "127.0.0.256",
                    "localhost.example.com", "10.0.0.1"})
    CHECK_FALSE(is_loopback({host, 1}));
}
