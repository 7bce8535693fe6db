// Images as the log keeps them: what the library would write, and the same values back.
#include "action/image_json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>

namespace baton::action {
namespace {

RowImage Sample() {
  return {{"id", "least", "rate", "name", "odd", "blank", "none"},
          {std::int64_t{4'820'000}, std::numeric_limits<std::int64_t>::min(), 0.1,
           std::string("Larmar Freight Zoë 社會"), std::string("\"quoted\" \\ back\n\ttab \x01 /"),
           std::string(), std::monostate{}}};
}

TEST(ImageJson, ComesBackAsItWas) {
  const RowImage image = Sample();
  const ParsedImage parsed = ParseImage(ToJson(image));
  EXPECT_EQ(parsed.image.names, image.names);
  EXPECT_EQ(parsed.image.values, image.values);
}

TEST(ImageJson, IsWhatTheLibraryWrites) {
  const std::string text = ToJson(Sample());
  EXPECT_EQ(text, boost::json::serialize(boost::json::parse(text)));
  EXPECT_EQ(ToJson(RowImage{}), "{}");
}

}  // namespace
}  // namespace baton::action
