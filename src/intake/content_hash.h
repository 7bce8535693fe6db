// By which the same content is known when it is met again: SHA-256 of all of it, taken piece by piece.
//
//   ContentHash hash;
//   while (...) hash.Add(bytes);
//   hash.End();                    // 64 hexadecimal digits; once
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

namespace baton::intake {

class ContentHash {
 public:
  ContentHash();
  void Add(std::string_view bytes);
  std::string End();

 private:
  crypto_hash_sha256_state state_{};
};

}  // namespace baton::intake
