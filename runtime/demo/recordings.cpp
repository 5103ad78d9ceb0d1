#include "runtime/demo/recordings.hpp"

#include "runtime/load/json_slice.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cmath>
#include <map>
#include <numbers>

namespace earshot::demo {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using load::json_slice;

constexpr std::uint32_t rate = 8000;   // samples a second, of one byte each
constexpr std::uint32_t word_ms = 380; // as long as the past takes to say one
constexpr std::uint32_t pause_ms = 70; // of it

struct stretch {
  bool seller;
  std::uint64_t start_ms, duration_ms;
};

void put_number(std::string& to, std::uint32_t n, int bytes) {
  for (int i = 0; i < bytes; ++i)
    to += static_cast<char>(n >> (8 * i));
}

/// The head of a WAV file; `samples` bytes follow it.
std::string head_for(std::uint32_t samples) {
  std::string head = "RIFF";
  put_number(head, 36 + samples, 4);
  head += "WAVEfmt ";
  put_number(head, 16, 4);
  put_number(head, 1, 2); // PCM
  put_number(head, 1, 2); // one channel
  put_number(head, rate, 4);
  put_number(head, rate, 4); // bytes a second
  put_number(head, 1, 2);    // bytes a sample
  put_number(head, 8, 2);    // bits
  head += "data";
  put_number(head, samples, 4);
  return head;
}

/// One moment of a voice, in [-1, 1]: a tone with two above it, swelling and falling with each
/// word.
double hum(double pitch, std::uint32_t word, std::uint32_t ms_in_word, double s) {
  constexpr auto sounds = static_cast<double>(word_ms - pause_ms);
  if (ms_in_word >= word_ms - pause_ms)
    return 0;
  const double swell = std::sin(std::numbers::pi * ms_in_word / sounds);
  const double turn = 2 * std::numbers::pi * pitch * (1 + 0.06 * static_cast<double>(word % 4)) * s;
  return swell * (0.6 * std::sin(turn) + 0.3 * std::sin(2 * turn) + 0.1 * std::sin(3 * turn));
}

std::string wav_of(const std::vector<stretch>& call) {
  std::uint64_t end_ms = 0;
  for (const stretch& s : call)
    end_ms = std::max(end_ms, s.start_ms + s.duration_ms);
  const std::uint64_t samples = end_ms * rate / 1000;
  std::string sound(samples, static_cast<char>(0x80)); // silence
  for (const stretch& s : call)
    for (std::uint64_t i = s.start_ms * rate / 1000; i < (s.start_ms + s.duration_ms) * rate / 1000;
         ++i) {
      const auto ms = static_cast<std::uint32_t>(i * 1000 / rate - s.start_ms);
      const double at =
          hum(s.seller ? 125 : 205, ms / word_ms, ms % word_ms, static_cast<double>(i) / rate);
      sound[i] = static_cast<char>(0x80 + std::lround(24 * at));
    }
  return head_for(static_cast<std::uint32_t>(samples)) + sound;
}

} // namespace

std::vector<recording> last_calls(const std::vector<deed>& deeds) {
  std::map<std::string, std::vector<stretch>> calls; // by conversation
  std::map<std::string, std::string> seller_of, last;
  for (const deed& d : deeds) {
    const json_slice args(d.args);
    const std::string conversation(args.word("conversation"));
    if (d.op == "conversation.assign")
      seller_of[conversation] = args.word("agent");
    if (d.op != "conversation.message" || args.raw("start_ms").empty())
      continue;
    calls[conversation].push_back({args.object("author").word("role") == "agent",
                                   args.number("start_ms"), args.number("duration_ms")});
    last[seller_of[conversation]] = conversation;
  }
  std::vector<recording> all;
  for (const auto& [seller, conversation] : last)
    all.push_back({conversation, wav_of(calls[conversation])});
  return all;
}

unsigned put_recording(const load::endpoint& to, const std::string& token, const recording& r) {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::make_address(to.host), to.port});
  http::request<http::string_body> request(
      http::verb::put, "/v1/conversations/" + r.conversation + "/recording", 11);
  request.set(http::field::host, to.host);
  request.set(http::field::authorization, "Bearer " + token);
  request.body() = r.wav;
  request.prepare_payload();
  http::write(socket, request);
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> answer;
  http::read(socket, buffer, answer);
  return answer.result_int();
}

} // namespace earshot::demo
