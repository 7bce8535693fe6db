#include "seal/seal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

namespace baton::seal {
namespace {

Key KeyOf(unsigned char byte) {
  std::array<unsigned char, Key::kBytes> bytes{};
  bytes.fill(byte);
  return Key(bytes);
}

TEST(Seal, OpensWhatItSealed) {
  const Key key = KeyOf(7);
  for (const std::string& text :
       {std::string(), std::string("a"), std::string("naïve \0 text", 13), std::string(9'999, 'x')}) {
    const auto opened = Open(key, "note:1", Seal(key, "note:1", text));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(*opened, text);
  }
}

TEST(Seal, LooksDifferentEachTimeAndHidesTheText) {
  const Key key = KeyOf(7);
  const std::string sealed = Seal(key, "note:1", "the marker word");
  EXPECT_NE(sealed, Seal(key, "note:1", "the marker word"));
  EXPECT_EQ(sealed.find("marker"), std::string::npos);
}

TEST(Seal, OpensWithItsKeyInItsPlaceOnly) {
  const std::string sealed = Seal(KeyOf(7), "note:1", "private");
  EXPECT_FALSE(Open(KeyOf(8), "note:1", sealed).has_value());
  EXPECT_FALSE(Open(KeyOf(7), "note:2", sealed).has_value());
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Open(KeyOf(7), "note:1", changed).has_value()) << at;
  }
  for (const char* foreign : {"", "x", "not base64!", "AAAA"})
    EXPECT_FALSE(Open(KeyOf(7), "note:1", foreign).has_value());
}

TEST(EnsureKey, MakesOneWholeKeyHoweverManyStartAtOnce) {
  const auto folder = std::filesystem::temp_directory_path() / ("baton_key_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string path = folder / "baton.key";
  std::vector<std::jthread> starting;
  for (int i = 0; i < 16; ++i) {
    starting.emplace_back([&] { EXPECT_TRUE(EnsureKey(path).has_value()); });
  }
  starting.clear();
  const auto key = LoadKey(path);
  ASSERT_TRUE(key.has_value());
  EXPECT_TRUE(EnsureKey(path).has_value());
  EXPECT_EQ(std::memcmp(LoadKey(path)->data(), key->data(), Key::kBytes), 0) << "the key that is there stays";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "and no draft of it";
  std::filesystem::permissions(path, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_FALSE(LoadKey(path).has_value());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace baton::seal
