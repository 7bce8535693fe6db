// Any bytes as the proof that a stored plan keeps (`baton plan --verify` reads it from a database that came from
// somewhere): it is no proof, or it can be checked; and it is written as it was read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "plan/proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  const auto proof = plan::ParseProof({reinterpret_cast<const char*>(data), size});
  if (!proof) return 0;
  (void)plan::Holds(*proof, proof->solution.objective, proof->solution.bound);
  const std::string text = plan::ToText(*proof);
  const auto again = plan::ParseProof(text);
  Check(again && plan::ToText(*again) == text, "what is written can be read");
  return 0;
}
