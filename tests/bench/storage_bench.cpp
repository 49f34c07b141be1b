// How fast is the store, beside the least that could be done? Every figure is a ratio to a baseline
// of the same run: blobs to plain write() without fsync, search to a LIKE scan over the same pages.
//
//   storage_bench [PAGES [FOLDER]]      default 20000 pages, in the temporary folder
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "contract/temp_folder.h"
#include "core/text.h"
#include "storage/blob_store.h"
#include "storage/catalog.h"

namespace sohoa {
namespace {

constexpr int kWordsPerPage = 300;
constexpr int kPagesPerDocument = 4;
constexpr int kDocumentsPerCommit = 16;

struct Cost {
  double wall_s = 0;
  double cpu_s = 0;
};

double cpu_now_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost measure(const std::function<void()>& work) {
  const double cpu = cpu_now_s();
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), cpu_now_s() - cpu};
}

[[noreturn]] void give_up(const Error& error) {
  std::fprintf(stderr, "%s\n", describe(error, Lang::En).c_str());
  std::exit(exit_code(error.kind()));
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error());
  return take(std::move(result));
}

/// Vietnamese-looking syllables, frequent ones far more often than rare ones (Zipf).
class Writer {
 public:
  Writer() {
    const std::vector<std::string> onsets = {"",   "b",  "c", "ch", "d",  "đ",  "g",  "gi",
                                             "h",  "kh", "l", "m",  "n",  "ng", "nh", "ph",
                                             "qu", "s",  "t", "th", "tr", "v",  "x"};
    const std::vector<std::string> rhymes = {
        "a",  "á",  "à",   "ạ",    "an",  "án",  "ang",  "ác",  "ai",   "ân",   "ấp", "ăm",
        "ê",  "ên", "ệnh", "iên",  "iếu", "inh", "ính",  "ong", "ông",  "ồng",  "ộ",  "ơ",
        "ời", "u",  "ú",   "uyên", "uận", "ứ",   "ương", "ước", "ường", "ượng", "ay", "ây"};
    for (const auto& onset : onsets) {
      for (const auto& rhyme : rhymes) syllables_.push_back(onset + rhyme);
    }
    std::shuffle(syllables_.begin(), syllables_.end(), random_);
  }

  const std::string& syllable() {
    const double share = std::uniform_real_distribution<>(0, 1)(random_);
    const double rank = std::pow(static_cast<double>(syllables_.size()), share) - 1;
    return syllables_[static_cast<std::size_t>(rank)];
  }

  std::string page(int number) {
    std::string text = "Số " + std::to_string(number) + "/QĐ-UBND\n";
    for (int i = 0; i < kWordsPerPage; ++i) text += syllable() + (i % 12 == 11 ? "\n" : " ");
    return text;
  }

 private:
  std::mt19937 random_{7};
  std::vector<std::string> syllables_;
};

void bench_blobs(const std::filesystem::path& folder) {
  constexpr int kBlobs = 200;
  Bytes content(300 * 1024);
  const auto vary = [&](int i) { std::fill_n(content.begin(), 64, static_cast<std::uint8_t>(i)); };
  const auto store = must(open_file_blob_store(folder / "blobs"));
  const Cost plain = measure([&] {
    for (int i = 0; i < kBlobs; ++i) {
      vary(i);
      const auto name = folder / ("plain" + std::to_string(i));
      const UniqueFd fd(::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
      must(write_all(fd.get(), content));
    }
  });
  const Cost stored = measure([&] {
    for (int i = 0; i < kBlobs; ++i) {
      vary(i);
      must(put(*store, content));
    }
  });
  std::printf(
      "blobs of 300 kB   %7.0f /s   %.3f ms CPU   plain write() %7.0f /s   time %.1fx, CPU %.1fx\n",
      kBlobs / stored.wall_s,
      stored.cpu_s * 1e3 / kBlobs,
      kBlobs / plain.wall_s,
      stored.wall_s / plain.wall_s,
      stored.cpu_s / plain.cpu_s);
}

ComponentRecord document(int number) {
  ComponentRecord component;
  component.id = "L-bench/" + std::to_string(number);
  component.batch = "L-bench";
  component.state = ComponentState::Done;
  component.dossier = "H19.15-240615-" + std::to_string(number);
  component.title = "Hồ sơ " + std::to_string(number);
  component.owner_id = std::to_string(1'000'000 + number / 4);
  return component;
}

ItemRecord item_of(const ComponentRecord& component) {
  ItemRecord item;
  item.code = component.dossier + "-KQ1";
  item.component = component.id;
  item.dossier = component.dossier;
  item.state = "ACTIVE";
  item.title = component.title;
  item.owner_id = component.owner_id;
  return item;
}

void bench_indexing(Catalog& catalog, const std::vector<std::string>& pages) {
  const Cost cost = measure([&] {
    std::size_t next = 0;
    for (int number = 0; next < pages.size();) {
      const auto transaction = must(catalog.begin());
      BatchRecord batch;
      batch.id = "L-bench";
      must(transaction->put(batch));
      for (int i = 0; i < kDocumentsPerCommit && next < pages.size(); ++i) {
        const auto component = document(number++);
        must(transaction->put(component));
        must(transaction->put(item_of(component)));
        for (int page = 1; page <= kPagesPerDocument && next < pages.size(); ++page) {
          must(transaction->index_text(component.id, page, pages[next++]));
        }
      }
      must(transaction->commit());
    }
  });
  const auto count = static_cast<double>(pages.size());
  std::printf("pages indexed     %7.0f /s   %.3f ms CPU a page (%d words, %d pages a commit)\n",
              count / cost.wall_s,
              cost.cpu_s * 1e3 / count,
              kWordsPerPage,
              kPagesPerDocument * kDocumentsPerCommit);
}

/// What one would do without an index: every page's text compared.
double like_scan_s(const std::filesystem::path& file, const std::string& text) {
  sqlite3* connection = nullptr;
  sqlite3_stmt* scan = nullptr;
  sqlite3_open(file.c_str(), &connection);
  sqlite3_prepare_v2(connection,
                     "SELECT count(*) FROM page_texts WHERE text LIKE '%' || ?1 || '%'",
                     -1,
                     &scan,
                     nullptr);
  sqlite3_bind_text(scan, 1, text.c_str(), -1, SQLITE_TRANSIENT);
  const Cost cost = measure([&] { sqlite3_step(scan); });
  sqlite3_finalize(scan);
  sqlite3_close(connection);
  return cost.cpu_s;
}

void bench_search(Catalog& catalog,
                  const std::filesystem::path& file,
                  const char* what,
                  const std::function<std::string()>& next_query) {
  constexpr int kQueries = 40;
  std::vector<double> cpu_s;
  std::size_t hits = 0;
  std::string text;
  for (int i = 0; i < kQueries; ++i) {
    ItemQuery query;
    query.text = text = next_query();
    const Cost cost = measure([&] { hits += must(catalog.find_items(query)).size(); });
    cpu_s.push_back(cost.cpu_s);
  }
  std::sort(cpu_s.begin(), cpu_s.end());
  const double median_s = cpu_s[kQueries / 2];
  std::printf(
      "%-26s median %8.3f ms   95%% %8.3f ms   %4.1f hits   LIKE scan is %5.1f times slower\n",
      what,
      median_s * 1e3,
      cpu_s[kQueries * 95 / 100] * 1e3,
      static_cast<double>(hits) / kQueries,
      like_scan_s(file, text) / median_s);
}

/// `count` words of one place of one page, so that something is always found.
std::string words_of(const std::vector<std::string>& pages,
                     std::mt19937& random,
                     std::size_t count) {
  const std::string& page = pages[random() % pages.size()];
  const auto words = split_words(page);
  const std::size_t first = 3 + random() % (words.size() - count - 3);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::string(words[first + i]) + " ";
  text.pop_back();
  return text;
}

int run(int page_count, const std::filesystem::path& parent) {
  const TempFolder folder(parent);
  const auto file = folder.path() / "catalog.sqlite";
  bench_blobs(folder.path());
  Writer writer;
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  for (int i = 0; i < page_count; ++i) {
    pages.push_back(writer.page(i));
    bytes += pages.back().size();
  }
  auto catalog = must(open_sqlite_catalog(file));
  bench_indexing(*catalog, pages);
  catalog.reset();
  std::printf("catalog            %.2f times the bytes of the text\n",
              static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(bytes));
  catalog = must(open_sqlite_catalog(file));
  std::mt19937 random(11);
  const auto some = [&](std::size_t count) { return words_of(pages, random, count); };
  const auto number = [&] { return std::to_string(random() % pages.size()) + "/QĐ-UBND"; };
  bench_search(*catalog, file, "a document number", number);
  bench_search(*catalog, file, "a phrase of 4, diacritics", [&] { return '"' + some(4) + '"'; });
  bench_search(*catalog, file, "a phrase of 4, folded", [&] { return '"' + fold(some(4)) + '"'; });
  bench_search(*catalog, file, "4 words, diacritics", [&] { return some(4); });
  bench_search(*catalog, file, "4 words, folded", [&] { return fold(some(4)); });
  bench_search(*catalog, file, "1 word, folded", [&] { return fold(some(1)); });
  return 0;
}

}  // namespace
}  // namespace sohoa

int main(int argc, char** argv) {
  const int pages = argc > 1 ? std::atoi(argv[1]) : 20'000;
  return sohoa::run(std::max(pages, 100),
                    argc > 2 ? argv[2] : std::filesystem::temp_directory_path());
}
