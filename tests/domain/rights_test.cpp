#include "domain/rights.hpp"

#include "tests/catch.hpp"

#include <set>

using namespace earshot;

namespace {

template <class Rows>
void check_names(const Rows& rows) {
  std::set<std::string_view> names;
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK((row.to.for_all_signed_in() || !row.to.roles().empty()));
  }
}

} // namespace

TEST_CASE("Every row has a name of its own and somebody who may") {
  check_names(op_rights);
  check_names(ask_rights);
  check_names(stream_rights);
  check_names(path_rights);
}

TEST_CASE("What does not stand in the table is nothing") {
  CHECK(op_from("queue.create") == op::queue_create);
  CHECK(ask_from("conversation.kpis") == ask::conversation_kpis);
  CHECK_FALSE(op_from("queue.creat"));
  CHECK_FALSE(op_from(""));
  CHECK_FALSE(ask_from("queue.create"));
}

TEST_CASE("A right is for the roles of its row, and for nobody without one") {
  const grants& create = right_of(op::queue_create).to;
  CHECK(create.allow({role::admin}));
  CHECK(create.allow({role::agent, role::admin}));
  CHECK_FALSE(create.allow({role::agent, role::supervisor, role::manager, role::connector}));
  CHECK_FALSE(create.allow({}));
  CHECK(right_of(ask::whoami).to.allow({}));
  CHECK(right_of(path::healthz).to.allow({}));
}

TEST_CASE("Who is only told no has no right, and is the only one asked about more than the role") {
  const grants& history = right_of(ask::customer_history).to;
  CHECK(history.supervisor == ground::told_no);
  CHECK_FALSE(history.allow({role::supervisor}));
  CHECK(history.concern({role::supervisor}));
  CHECK_FALSE(history.concern({role::admin}));
  CHECK(history.allow({role::agent}));
}

TEST_CASE("What is foreign is refused in the words of what is not there") {
  error e = no_such("conversation", "c1", "/args/conversation");
  CHECK(e.code == errc::not_found);
  CHECK(e.message == "no conversation 'c1'");
  CHECK(e.field == "/args/conversation");
}
