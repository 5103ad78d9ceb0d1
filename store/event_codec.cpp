#include "store/event_codec.hpp"

#include "store/bytes.hpp"
#include "store/event_fields.hpp"

#include <boost/pfr/tuple_size.hpp>

#include <bit>
#include <cmath>
#include <concepts>
#include <limits>

namespace earshot::store {

namespace {

constexpr std::uint8_t format_version = 1;

template <class T>
concept described = requires {
  fields<T>::members;
};
template <class T>
concept whole = std::integral<T> && !std::same_as<T, bool>;
template <class T>
concept enumeration = std::is_enum_v<T>;

template <class T>
constexpr auto members_of = std::tuple_size_v<decltype(fields<T>::members)>;

// --- writing -------------------------------------------------------------------------------------

template <class Out>
struct event_writer {
  byte_writer<Out> to;

  void put(bool b) { to.byte(b); }
  void put(double d) { to.fixed64(std::bit_cast<std::uint64_t>(d)); }
  void put(const std::string& s) { to.text(s); }
  void put(time_point t) { to.signed_number(t.time_since_epoch().count()); }
  void put(language l) { to.text(l.code()); }

  template <whole T>
  void put(T n) {
    if constexpr (std::is_signed_v<T>)
      to.signed_number(n);
    else
      to.number(n);
  }
  template <enumeration T>
  void put(T e) {
    to.byte(static_cast<std::uint8_t>(e));
  }
  template <class T>
  void put(const std::optional<T>& o) {
    to.byte(o.has_value());
    if (o)
      put(*o);
  }
  template <class A, class B>
  void put(const std::pair<A, B>& p) {
    put(p.first);
    put(p.second);
  }
  template <class T>
  void put(const std::vector<T>& v) {
    to.number(v.size());
    for (auto& x : v)
      put(x);
  }
  template <class T>
  void put(const seldom<T>& s) {
    put(*s);
  }
  template <class T>
  void put(const std::shared_ptr<const T>& p) {
    put(p ? *p : T{});
  }
  void put(const std::shared_ptr<const signals>& p) { // most messages have none
    to.byte(p != nullptr);
    if (p)
      put(*p);
  }
  template <class T>
  void put(const std::unique_ptr<const T>& p) {
    to.byte(p != nullptr);
    if (p)
      put(*p);
  }
  template <described T>
  void put(const T& value) {
    static_assert(members_of<T> == boost::pfr::tuple_size_v<T>,
                  "a member of T is missing in store/event_fields.hpp");
    to.number(members_of<T>);
    std::apply([&](auto... member) { (put(value.*member), ...); }, fields<T>::members);
  }

  void put_event(const event& e) {
    to.byte(format_version);
    put(e.offset);
    put(e.at);
    put(e.key);
    std::visit(
        [this](auto& of) {
          std::visit(
              [this](auto& what) {
                to.number(fields<std::decay_t<decltype(what)>>::number);
                put(what);
              },
              of);
        },
        e.what);
  }
};

// --- reading -------------------------------------------------------------------------------------

struct event_reader {
  byte_reader from;

  void get(bool& b) {
    auto v = from.byte();
    if (v > 1)
      from.fail("has a truth value that is neither 0 nor 1");
    b = v == 1;
  }
  void get(double& d) {
    d = std::bit_cast<double>(from.fixed64());
    if (!std::isfinite(d))
      from.fail("has a score that is no number");
  }
  void get(std::string& s) { s = from.text(); }
  void get(time_point& t) { t = time_point{milliseconds{from.signed_number()}}; }
  void get(language& l) {
    auto code = from.text();
    auto parsed = language::parse(code);
    if (!code.empty() && !parsed)
      from.fail("has a language that is none");
    l = parsed.value_or(language{});
  }
  template <whole T>
  void get(T& n) {
    if constexpr (std::is_signed_v<T>)
      fit(from.signed_number(), n);
    else
      fit(from.number(), n);
  }
  template <class Wide, class T>
  void fit(Wide wide, T& n) {
    if (wide < std::numeric_limits<T>::min() || wide > std::numeric_limits<T>::max())
      from.fail("has a number that is too large for its field");
    n = static_cast<T>(wide);
  }
  template <enumeration T>
  void get(T& e) {
    e = static_cast<T>(from.byte());
    if (e < first_of<T> || e > last_of<T>) {
      from.fail("has a value that this version does not know");
      e = first_of<T>;
    }
  }
  template <class T>
  void get(std::optional<T>& o) {
    bool present = false;
    get(present);
    o.reset(); // a member's default need not be empty
    if (present)
      get(o.emplace());
  }
  template <class A, class B>
  void get(std::pair<A, B>& p) {
    get(p.first);
    get(p.second);
  }
  template <class T>
  void get(std::vector<T>& v) {
    // Every element takes a byte at least, so a size that lies cannot take more memory than that.
    auto size = from.number();
    if (size > from.rest().size())
      from.fail("has a list that is longer than the record");
    for (; size > 0 && from.fault().empty(); --size)
      get(v.emplace_back());
  }
  template <class T>
  void get(seldom<T>& s) {
    T value;
    get(value);
    s = std::move(value);
  }
  template <class T>
  void get(std::shared_ptr<const T>& p) {
    auto value = std::make_shared<T>();
    get(*value);
    p = std::move(value);
  }
  void get(std::shared_ptr<const signals>& p) {
    bool present = false;
    get(present);
    if (!present)
      return;
    auto value = std::make_shared<signals>();
    get(*value);
    p = std::move(value);
  }
  template <class T>
  void get(std::unique_ptr<const T>& p) {
    bool present = false;
    get(present);
    if (!present)
      return;
    auto value = std::make_unique<T>();
    get(*value);
    p = std::move(value);
  }
  template <described T>
  void get(T& value) {
    auto written = from.number();
    if (written > members_of<T>)
      from.fail("was written by a newer version");
    std::size_t n = 0;
    std::apply([&](auto... member) { ((n++ < written ? get(value.*member) : void()), ...); },
               fields<T>::members);
  }

  // True if one of the alternatives of V has this number; it then stands in `what`.
  template <class V, class... Ts>
  bool get_one_of(std::variant<Ts...>* family, std::uint64_t number, V& what) {
    auto read = [&]<class T>(T value) {
      get(value);
      what = std::remove_pointer_t<decltype(family)>{std::move(value)};
      return true;
    };
    return ((fields<Ts>::number == number && read(Ts{})) || ...);
  }
  template <class... Families>
  void get_what(std::variant<Families...>& what) {
    auto number = from.number();
    if (!(get_one_of(static_cast<Families*>(nullptr), number, what) || ...))
      from.fail("is of a kind that this version does not know");
  }

  void get_event(event& e) {
    if (from.byte() != format_version)
      from.fail("has a format that this version does not know");
    get(e.offset);
    get(e.at);
    get(e.key);
    get_what(e.what);
    if (from.rest().find_first_not_of('\0') != std::string_view::npos)
      from.fail("goes on after its end");
  }
};

} // namespace

void encode(const event& e, std::string& out) {
  event_writer<std::string>{byte_writer{out}}.put_event(e);
}

std::size_t encoded_bytes(const event& e) {
  byte_count count;
  event_writer<byte_count>{byte_writer{count}}.put_event(e);
  return count.bytes;
}

result<event_ptr> decode(std::string_view record) {
  auto e = std::make_shared<event>();
  auto reader = event_reader{byte_reader{record}};
  reader.get_event(*e);
  if (auto fault = reader.from.fault(); !fault.empty())
    return error{errc::internal, std::string{fault}};
  return event_ptr{std::move(e)};
}

} // namespace earshot::store
