// Private text in the database: sealed with the key that lies outside it (seal/key.h), XChaCha20-Poly1305.
//
//   row.password_sealed = Seal(key, "mail_relay.password:" + ToString(org_id), password);
//   auto password = Open(key, "mail_relay.password:" + ToString(org_id), row.password_sealed);
//
// `place` says where the text belongs, and is part of what is proven: a sealed text copied into another row does not
// open there. Each sealing has a nonce of its own, so equal texts look different. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "seal/key.h"

namespace baton::seal {

// URL-safe base64.
std::string Seal(const Key& key, std::string_view place, std::string_view text);
// Another key, another place or a changed text is Kind::conflict "problem.key.other".
Result<std::string> Open(const Key& key, std::string_view place, std::string_view sealed);

}  // namespace baton::seal
