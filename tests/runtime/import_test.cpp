#include "runtime/import/plain_text.hpp"
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

TEST_CASE("Every word of a cue is kept, and is its speaker's") {
  mapping names;
  names.speakers = {{"Ana Lind", {author_role::customer, {}}},
                    {"R&D", {author_role::agent, "mette"}}};
  auto t = read_webvtt(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v R&amp;D>5 &lt; 6 &#38; <i>so</i> on</v>\n\n"
      "00:02.000 --> 00:03.000\nAna Lind: The total: fifty\nI said: fifty < sixty\n\n"
      "00:03.000 --> 00:04.000\n<v Ana Lind>yes</v> <v R&amp;D>okay</v>\n"
      "<v Ana Lind>then</v>\n",
      names);
  REQUIRE(t.bad.empty());
  REQUIRE(t.said.size() == 5);
  CHECK(t.said[0].text == "5 < 6 & so on");
  CHECK(t.said[1].text == "The total: fifty I said: fifty < sixty");
  CHECK(t.said[2].text == "yes");
  CHECK(t.said[3].text == "okay");
  CHECK(t.said[3].by == author_role::agent);
  CHECK(t.said[3].start_ms == 3000);
  CHECK(t.said[4].text == "then");
  CHECK(t.said[4].by == author_role::customer);
}

TEST_CASE("A quote inside a cell is a character, and a torn one costs its line alone") {
  auto t = read_table("side,text\ncustomer,it is 5\" wide\nagent,\"torn\ncustomer,\"so\" it is\n"
                      "agent,\"fine, so\"\n",
                      ',', {});
  REQUIRE(t.said.size() == 2);
  CHECK(t.said[0].text == "it is 5\" wide");
  CHECK(t.said[1].text == "fine, so");
  CHECK(t.said[1].line == 5);
  REQUIRE(t.bad.size() == 2);
  CHECK(t.bad[0].line == 3);
  CHECK(t.bad[1].line == 4);
}

TEST_CASE("Below the header a line with # is a comment only where it is no row") {
  auto t = read_table("# what this is\ntext,side\n#1 is broken,customer\n# a remark\n", ',', {});
  REQUIRE(t.said.size() == 1);
  CHECK(t.said[0].text == "#1 is broken");
  CHECK(t.bad.empty());
}

TEST_CASE("Columns are found in whatever case, and one that is not there is said to be missing") {
  mapping names;
  names.columns = {{"text", "Words"}};
  auto t = read_table("Role;words\nCaller;hi\n", separator_of("Role;words\n"), names);
  REQUIRE(t.said.size() == 1);
  CHECK(t.said[0].text == "hi");
  names.columns = {{"text", "wrods"}};
  t = read_table("role,words,start_ms\ncaller,hi,0\n", ',', names);
  CHECK(t.said.empty());
  REQUIRE(t.bad.size() == 1);
  CHECK(t.bad[0].why == "there is no column 'wrods'");
}

TEST_CASE("Lines of JSON know the names that tables know, and an author as the wire has it") {
  auto t = read_jsonl(R"({"speaker":"agent","transcript":"hello","offset_ms":5})"
                      "\n"
                      R"({"author":{"role":"customer"},"text":"hi"})",
                      {});
  REQUIRE(t.said.size() == 2);
  CHECK(t.said[0].start_ms == 5);
  CHECK(t.said[1].by == author_role::customer);
}

TEST_CASE("UTF-16 with a mark, a mark of UTF-8 and old line ends are plain text") {
  CHECK(plain_text(std::string("\xFF\xFE"
                               "a\0\xE5\0\n\0\x3D\xD8\x00\xDE",
                               12))
        == "a\xC3\xA5\n\xF0\x9F\x98\x80");
  CHECK(plain_text(std::string("\xFE\xFF\0a\xD8\x3D", 6)) == "a\xEF\xBF\xBD");
  CHECK(plain_text("\xEF\xBB\xBF"
                   "a\rb\r")
        == "a\nb\n");
  CHECK(plain_text("a\r\nb\r\n") == "a\r\nb\r\n");
}
