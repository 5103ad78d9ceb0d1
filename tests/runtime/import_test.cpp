#include "runtime/import/transcript.hpp"

#include "tests/catch.hpp"

using namespace earshot;
using namespace earshot::imports;

TEST_CASE("WebVTT is read as Teams and as Zoom write it") {
  mapping names;
  names.speakers = {{"Ana Lind", {author_role::customer, {}}},
                    {"Mette", {author_role::agent, "mette"}}};
  auto t = read_webvtt("WEBVTT\r\n\r\n1\r\n00:00:01.500 --> 00:00:02.000 align:start\r\n"
                       "<v Ana Lind>Hello <b>there</b></v>\r\nagain\r\n\r\n"
                       "01:02.003 --> 01:03.000\nMette: Good morning\n\n"
                       "00:09.000 --> 00:08.000\nMette: back in time\n\n"
                       "00:10.000 --> 00:11.000\nNobody: who\n",
                       names);
  REQUIRE(t.said.size() == 2);
  CHECK(t.said[0].text == "Hello there again");
  CHECK(t.said[0].start_ms == 1500);
  CHECK(t.said[0].duration_ms == 500);
  CHECK(t.said[0].by == author_role::customer);
  CHECK(t.said[1].who == "mette");
  CHECK(t.said[1].start_ms == 62'003);
  REQUIRE(t.bad.size() == 2);
  CHECK(t.bad[0].line == 11);
  CHECK(t.bad[1].why.find("--speaker 'Nobody=customer'") != std::string::npos);
}

TEST_CASE("A table's rows are read by its header, a mapping first") {
  mapping names;
  names.columns = {{"start_ms", "offset_ms"}};
  auto t = read_table("# call x date=2020-06-02T00:13:07.005Z\n"
                      "# columns: start_ms\tduration_ms\trole\thuman_transcript\toffset_ms\n"
                      "1\t20\tcaller\thi\t30\n"
                      "1\tx\tagent\thi\t30\n"
                      "2\t5\tagent\t\t40\n",
                      '\t', names);
  REQUIRE(t.said.size() == 2);
  CHECK(t.began == from_rfc3339("2020-06-02T00:13:07.005Z"));
  CHECK(t.said[0].start_ms == 30);
  CHECK(t.said[1].text.empty());
  REQUIRE(t.bad.size() == 1);
  CHECK(t.bad[0].line == 4);
}

TEST_CASE("Quoted cells of CSV hold commas, quotes and lines") {
  auto t = read_table("conversation,side,text\nc1,customer,\"a, \"\"b\"\"\nc\"\nc1,agent,ok\n"
                      "c1,agent,\"torn\n",
                      ',', {});
  REQUIRE(t.said.size() == 2);
  CHECK(t.said[0].text == "a, \"b\"\nc");
  CHECK(t.said[1].line == 4);
  REQUIRE(t.bad.size() == 1);
  CHECK(t.bad[0].line == 5);
}

TEST_CASE("A line of JSON that is none is refused by its number") {
  auto t =
      read_jsonl("{\"side\":\"customer\",\"text\":\"hi\",\"start_ms\":1.4}\n\n[1]\n{\"side\":", {});
  REQUIRE(t.said.size() == 1);
  CHECK(t.said[0].start_ms == 1);
  REQUIRE(t.bad.size() == 2);
  CHECK(t.bad[0].line == 3);
  CHECK(t.bad[1].line == 4);
}

TEST_CASE("A text that is no UTF-8 is a bad line, and the others are read") {
  auto t = read_table("side,text\ncustomer,Gr\xfc\xdf\ncustomer,Gr\xc3\xbc\xc3\x9f\n", ',', {});
  REQUIRE(t.said.size() == 1);
  CHECK(t.said[0].line == 3);
  REQUIRE(t.bad.size() == 1);
  CHECK(t.bad[0].line == 2);
  CHECK(t.bad[0].why.find("UTF-8") != std::string::npos);
}
