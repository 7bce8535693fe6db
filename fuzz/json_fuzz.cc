// Any bytes as JSON, and as an input struct: never a crash; what is accepted is written as it was read.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "json/json.h"

namespace {

using namespace baton;

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Inner {
  std::string name;
  std::optional<Day> on;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, on))

struct Outer {
  Id id;
  std::int32_t count = 0;
  double weight = 0;
  bool is_open = false;
  Colour colour = Colour::red;
  std::optional<Instant> at;
  std::vector<Inner> list;
  std::map<std::string, std::int64_t> map;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (id, count, weight, is_open, colour, at, list, map))

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto value = json::Parse(bytes);
  if (!value) return 0;
  if (const auto outer = json::FromJson<Outer>(*value)) {
    auto again = json::FromText<Outer>(json::ToText(*outer));
    Check(again.has_value(), "what is written can be read");
    // Boost 1.81 reads a long fraction a few units of its last place off; what counts here is never a double.
    Check(std::abs(again->weight - outer->weight) <= 4e-16 * std::abs(outer->weight), "a number stays near");
    again->weight = outer->weight;
    Check(json::ToText(*again) == json::ToText(*outer), "what is read is what was written");
  } else {
    Check(!outer.error().empty(), "a refusal has a fault");
  }
  if (const auto patch = json::Patch<Outer>::From(*value)) (void)patch->Apply({});
  return 0;
}
