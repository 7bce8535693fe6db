#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "paper/fake_chromium_for_test.h"
#include "paper/printer.h"

namespace baton::paper {
namespace {

Document Page() {
  return {.language = "de",
          .title = "Oktober 2026",
          .above = "Northwind · Jim <b>Calder</b>",
          .sections = {{.heading = "Gewinne & mehr",
                        .lines = {{.label = "Alle", .figure = "3 <script>", .meaning = "Gezählt"}},
                        .lists = {{.heading = "Zugesagt", .items = {}, .none = "Noch nichts"}},
                        .comment = "Ein Wort"}}};
}

std::string WhyNot(const Result<std::string>& result) {
  return result ? *result : result.error().message.key;
}

TEST(DocumentTest, IsOnePieceWithEveryValueEscapedAndNoScript) {
  const std::string html = WriteDocument(Page(), "Zm9udA==");
  EXPECT_NE(html.find("<html lang=\"de\">"), std::string::npos);
  EXPECT_NE(html.find("Gewinne &amp; mehr"), std::string::npos);
  EXPECT_NE(html.find("3 &lt;script&gt;"), std::string::npos);
  EXPECT_NE(html.find("Noch nichts"), std::string::npos);
  EXPECT_NE(html.find("base64,Zm9udA=="), std::string::npos);
  for (const char* none : {"<script", "http://", "https://", "<b>Calder", "src=\"/"}) {
    EXPECT_EQ(html.find(none), std::string::npos) << none;
  }
  EXPECT_NE(html.find("size:A4"), std::string::npos);
  EXPECT_TRUE(UsesLetter("America/Chicago"));
  EXPECT_FALSE(UsesLetter("Europe/Berlin"));
}

TEST(DocumentTest, NothingEndsAStringOfCss) {
  EXPECT_EQ(CssText("Jim Calder"), "\"Jim Calder\"");
  EXPECT_EQ(CssText("a\"}\n</style>\\"), "\"a\\22 \\7d \\a \\3c \\2f style\\3e \\5c \"");
  EXPECT_EQ(CssText("Jürgen · 1"), "\"Jürgen · 1\"");
}

TEST(PrinterTest, HandsOverAFileAndNothingOfTheServers) {
  const FakeChromium chromium(kPrints);
  ::setenv("BATON_SECRET_FOR_TEST", "secret", 1);
  Printer printer({.program = chromium.program()});
  EXPECT_EQ(WhyNot(printer.Print(Page())), "%PDF-1.7 page");
  EXPECT_EQ(chromium.Read("page.html"), WriteDocument(Page(), ""));
  EXPECT_EQ(chromium.Read("environment").find("secret"), std::string::npos);
  const std::string arguments = chromium.Read("arguments");
  const auto at = arguments.find("--print-to-pdf=");
  ASSERT_NE(at, std::string::npos);
  const std::string folder = arguments.substr(at + 15, arguments.find("/page.pdf") - at - 15);
  std::string expected;
  for (const std::string& one : PrintArguments(folder, ::geteuid() == 0)) expected += one + "\n";
  EXPECT_EQ(arguments, expected);
  EXPECT_FALSE(std::filesystem::exists(folder)) << "the page and the profile are gone";
}

TEST(PrinterTest, TheSandboxIsOffForRootAlone) {
  const auto has = [](bool is_root) {
    const auto arguments = PrintArguments("/tmp/x", is_root);
    return std::ranges::count(arguments, "--no-sandbox");
  };
  EXPECT_EQ(has(false), 0);
  EXPECT_EQ(has(true), 1);
}

TEST(PrinterTest, SaysWhenThereIsNoneAndWhenItFails) {
  EXPECT_EQ(WhyNot(Printer({}).Print(Page())), "problem.paper.no_chromium");
  EXPECT_EQ(WhyNot(Printer({.program = "/no/such/chromium"}).Print(Page())), "problem.paper.no_chromium");
  for (const char* deed : {"exit 3", "exit 0", "printf nonsense > \"$out\"", "kill -9 $$"}) {
    const FakeChromium chromium(deed);
    EXPECT_EQ(WhyNot(Printer({.program = chromium.program()}).Print(Page())), "problem.paper.failed") << deed;
  }
}

TEST(PrinterTest, EndsWhatTakesTooLongWithWhatItStarted) {
  const FakeChromium chromium("sleep 60 & echo $! > \"$here/child\"; sleep 60");
  const auto began = std::chrono::steady_clock::now();
  // Long enough for it to start what it starts.
  Printer printer({.program = chromium.program(), .time = std::chrono::seconds(3)});
  EXPECT_EQ(WhyNot(printer.Print(Page())), "problem.paper.failed");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
  const std::string child = chromium.Read("child");
  ASSERT_FALSE(child.empty());
  // Killed; whoever reaps it may not have come by.
  for (int i = 0; i < 100 && ::kill(std::stoi(child), 0) == 0; ++i) {
    std::ifstream status("/proc/" + std::to_string(std::stoi(child)) + "/stat");
    const std::string text((std::istreambuf_iterator<char>(status)), std::istreambuf_iterator<char>());
    if (text.find(") Z") != std::string::npos) break;
    ASSERT_LT(i, 99) << text;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

TEST(PrinterTest, OnePrintsOneWaitsTheOthersComeAgain) {
  // Each printing waits for the file "go"; so it is known who is in.
  const FakeChromium chromium(
      "echo x >> \"$here/began\"; while [ ! -e \"$here/go\" ]; do sleep 0.02; done; printf '%%PDF-1.7 page' "
      "> "
      "\"$out\"");
  Printer printer({.program = chromium.program()});
  std::string first;
  std::string second;
  std::thread one([&] { first = WhyNot(printer.Print(Page())); });
  while (chromium.Read("began").empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  // Of two that come now one waits, and the other is refused at once.
  std::thread two([&] { second = WhyNot(printer.Print(Page())); });
  std::string third;
  std::thread three([&] { third = WhyNot(printer.Print(Page())); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::ofstream(chromium.program().substr(0, chromium.program().rfind('/')) + "/go") << "go";
  one.join();
  two.join();
  three.join();
  EXPECT_EQ(first, "%PDF-1.7 page");
  std::vector<std::string> others{second, third};
  std::ranges::sort(others);
  EXPECT_EQ(others[0], "%PDF-1.7 page");
  // Where the machine was so slow that the third came after the first had ended, it was printed as well.
  EXPECT_TRUE(others[1] == others[0] || others[1] == "problem.paper.busy") << others[1];
  EXPECT_EQ(WhyNot(printer.Print(Page())), "%PDF-1.7 page") << "free again";
}

TEST(FindChromiumTest, LooksWhereItIsToldAndByKnownNames) {
  const FakeChromium chromium(kPrints);
  const std::string folder = chromium.program().substr(0, chromium.program().rfind('/'));
  EXPECT_EQ(FindChromium("", "/no/such:" + folder), chromium.program());
  EXPECT_EQ(FindChromium("chromium", folder), chromium.program());
  EXPECT_EQ(FindChromium("google-chrome", folder), "");
  EXPECT_EQ(FindChromium("/opt/chrome", folder), "/opt/chrome");
  EXPECT_EQ(FindChromium("none", folder), "");
  EXPECT_EQ(FindChromium("", "relative:"), "");
}

}  // namespace
}  // namespace baton::paper
