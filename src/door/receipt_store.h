// The rows of receipts, and who may say what. For door/*.cc.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "door/receipt.h"

namespace baton::door {

// By the interruption.
std::unordered_map<Id, Receipt> FindReceipts(db::Connection& connection, Id org_id,
                                             std::span<const Id> interruption_ids);
// The manager may say why until the rep has replied; the rep replies once. Pure.
std::vector<ReceiptDeed> DeedsOf(const Receipt& receipt, Id person_id);

}  // namespace baton::door
