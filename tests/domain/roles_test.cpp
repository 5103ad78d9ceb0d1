#include "domain/roles.hpp"

#include "tests/catch.hpp"

using namespace earshot;

TEST_CASE("A role has one name, and the agent a second one") {
  for (role r : all_roles)
    CHECK(role_from(name_of(r)) == r);
  CHECK(role_from("seller") == role::agent);
  CHECK(name_of(role::agent) == "agent");
  CHECK_FALSE(role_from("Admin"));
  CHECK_FALSE(role_from(""));
}

TEST_CASE("A set of roles holds what was put in and nothing else") {
  role_set some{role::agent, role::manager};
  CHECK(some.has(role::agent));
  CHECK(some.has(role::manager));
  CHECK_FALSE(some.has(role::admin));
  CHECK(some.has_any({role::admin, role::manager}));
  CHECK_FALSE(some.has_any({role::admin, role::connector}));
  CHECK(role_set{}.empty());
  some.add(role::admin);
  CHECK(some == role_set{role::admin, role::manager, role::agent});
}
