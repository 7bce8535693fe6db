// Any bytes as the proof that a stored plan keeps (`baton plan --verify` reads it from a database that came from
// somewhere): it is no proof, or it can be checked; and it is written as it was read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "plan/proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  // Problem and solution, the first up to a NUL.
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const auto proof = plan::ParseProof(
      {std::string(bytes.substr(0, end)), std::string(bytes.substr(std::min(end + 1, bytes.size())))});
  if (!proof) return 0;
  (void)plan::Holds(*proof, proof->solution.objective, proof->solution.bound);
  const plan::ProofText text = plan::ToText(*proof);
  const auto again = plan::ParseProof(text);
  Check(again && plan::ToText(*again).problem == text.problem, "what is written can be read");
  return 0;
}
