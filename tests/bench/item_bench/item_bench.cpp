// How fast are items found, beside SQLite FTS5 as it comes, over the same papers in the same run?
//
//   item_bench [--items N] [--world N] [--queries N] [--only PART] [--folder FOLDER] [--keep]
//
// Builds both stores (or goes on with what --keep left in FOLDER), then asks both the same
// questions. The papers are the first of a world, which is as large as they are many unless it is
// told; in a larger one a store can be filled in several goes.
// One thread asks; a question is drawn from a paper that is there, so it always has an answer.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>

#include "bench/item_bench/plain.h"
#include "bench/item_bench/world.h"
#include "contract/temp_folder.h"
#include "core/text.h"
#include "storage/catalog.h"

namespace sohoa::bench {
namespace {

constexpr std::int64_t kPapersPerCommit = 4'000;
constexpr const char* kOurFile = "items.sqlite";
constexpr const char* kPlainFile = "plain.sqlite";
constexpr double kOwnerGoalMs = 20;
constexpr double kTextGoalMs = 100;

struct Options {
  std::int64_t items = 100'000;
  std::int64_t world = 0;  ///< papers there could be; at least `items`
  int queries = 200;
  std::string only;  ///< questions whose name holds this
  std::filesystem::path folder;
  bool is_kept = false;
};

[[noreturn]] void give_up(const Error& error) {
  std::fprintf(stderr, "%s\n", describe(error, Lang::En).c_str());
  std::exit(exit_code(error.kind()));
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error());
  return take(std::move(result));
}

double clock_s(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Cost {
  double wall_ms = 0;
  double cpu_ms = 0;  ///< of this thread: what a busy machine does not change
};

Cost measure(const std::function<void()>& work) {
  const double cpu = clock_s(CLOCK_THREAD_CPUTIME_ID);
  const double wall = clock_s(CLOCK_MONOTONIC);
  work();
  return {(clock_s(CLOCK_MONOTONIC) - wall) * 1e3, (clock_s(CLOCK_THREAD_CPUTIME_ID) - cpu) * 1e3};
}

void file_paper(Transaction& transaction, const Paper& paper) {
  ComponentRecord component;
  component.id = paper.item.component;
  component.batch = "L-bench";
  component.state = ComponentState::Done;
  component.dossier = paper.item.dossier;
  must(transaction.put(component));
  must(transaction.put(paper.item));
  must(transaction.index_text(component.id, 1, paper.text));
}

/// How many papers the catalog has: they are filed in order.
std::int64_t count_filed(Catalog& catalog, const World& world, std::int64_t papers) {
  std::int64_t there = 0;
  for (std::int64_t missing = papers; there < missing;) {
    const std::int64_t middle = there + (missing - there) / 2;
    const bool is_there = must(catalog.find_item(world.paper(middle).item.code)).has_value();
    if (is_there) {
      there = middle + 1;
    } else {
      missing = middle;
    }
  }
  return there;
}

void fill(Catalog& catalog, const World& world, std::int64_t first, std::int64_t papers) {
  for (std::int64_t next = first; next < papers;) {
    const auto transaction = must(catalog.begin());
    BatchRecord batch;
    batch.id = "L-bench";
    must(transaction->put(batch));
    const std::int64_t end = std::min(papers, next + kPapersPerCommit);
    for (; next < end; ++next) file_paper(*transaction, world.paper(next));
    must(transaction->commit());
    if (next % 100'000 == 0) std::fprintf(stderr, "%lld\n", static_cast<long long>(next));
  }
}

void fill(PlainStore& store, const World& world, std::int64_t first, std::int64_t papers) {
  for (std::int64_t next = first; next < papers;) {
    store.begin();
    const std::int64_t end = std::min(papers, next + kPapersPerCommit);
    for (; next < end; ++next) store.add(next, world.paper(next));
    store.commit();
  }
}

void print_store(const char* what,
                 const std::filesystem::path& file,
                 const Cost& filled,
                 std::int64_t papers) {
  std::printf("%-12s %7.0f MB", what, static_cast<double>(std::filesystem::file_size(file)) / 1e6);
  if (papers > 0) {
    std::printf("   %lld papers filed in %.0f s CPU, %.0f a second of it",
                static_cast<long long>(papers),
                filled.cpu_ms / 1e3,
                static_cast<double>(papers) / filled.cpu_ms * 1e3);
  }
  std::printf("\n");
}

struct Quantiles {
  double half = 0;
  double most = 0;
};

Quantiles quantiles(std::vector<Cost>& costs, double Cost::*member) {
  std::ranges::sort(costs, {}, member);
  return {costs[costs.size() / 2].*member, costs[costs.size() * 99 / 100].*member};
}

struct Tally {
  std::vector<Cost> costs;
  std::size_t found = 0;

  double p99_cpu_ms() { return quantiles(costs, &Cost::cpu_ms).most; }
  double found_each() const {
    return static_cast<double>(found) / static_cast<double>(costs.size());
  }
};

void print_line(const char* who, Tally& tally) {
  const Quantiles wall = quantiles(tally.costs, &Cost::wall_ms);
  const Quantiles cpu = quantiles(tally.costs, &Cost::cpu_ms);
  std::printf("    %-17s CPU p50 %8.2f p99 %8.2f ms   wall p50 %8.2f p99 %8.2f ms   %5.1f found",
              who,
              cpu.half,
              cpu.most,
              wall.half,
              wall.most,
              tally.found_each());
}

void print_ours(Tally& ours, double goal_ms) {
  print_line("ours", ours);
  std::printf(ours.p99_cpu_ms() > goal_ms ? "   MISSED\n" : "\n");
}

/// With ours : theirs of the p99 CPU; below 1 we are faster.
void print_theirs(const char* who, Tally& theirs, Tally& ours) {
  print_line(who, theirs);
  std::printf("   ours : it %6.2f\n", ours.p99_cpu_ms() / std::max(theirs.p99_cpu_ms(), 1e-6));
}

class Bench {
 public:
  Bench(Catalog& catalog, PlainStore& plain, const World& world, const Options& options)
      : catalog_(catalog), plain_(plain), world_(world), options_(options) {}

  void ask(const char* what, double goal_ms, const std::function<ItemQuery(const Paper&)>& draw) {
    if (std::strstr(what, options_.only.c_str()) == nullptr) return;
    Tally ours;
    Tally unordered;
    Tally ranked;
    Cost worst;
    std::string worst_text;
    for (int i = 0; i < options_.queries; ++i) {
      const auto number =
          static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(options_.items));
      const ItemQuery query = draw(world_.paper(number));
      const Cost cost = measure([&] { ours.found += must(catalog_.find_items(query)).size(); });
      if (cost.cpu_ms > worst.cpu_ms) {
        worst = cost;
        worst_text = query.text;
      }
      ours.costs.push_back(cost);
      const auto plain_cost = [&](Tally& tally, PlainStore::Order order) {
        tally.costs.push_back(measure([&] { tally.found += plain_.find(query, order); }));
      };
      plain_cost(unordered, PlainStore::Order::None);
      if (!query.text.empty()) plain_cost(ranked, PlainStore::Order::Bm25);
    }
    std::printf("%s   (goal p99 < %.0f ms; slowest: %s)\n", what, goal_ms, worst_text.c_str());
    print_ours(ours, goal_ms);
    print_theirs("plain, any order", unordered, ours);
    if (!ranked.costs.empty()) print_theirs("plain, its bm25", ranked, ours);
    std::fflush(stdout);
  }

  std::mt19937_64 random{11};

 private:
  Catalog& catalog_;
  PlainStore& plain_;
  const World& world_;
  const Options& options_;
};

ItemQuery with_text(std::string text) {
  ItemQuery query;
  query.text = std::move(text);
  return query;
}

void ask_all(Bench& bench) {
  auto& random = bench.random;
  const auto two = [&](const Paper& paper) { return World::scattered(paper.text, 2, random); };
  const auto phrase = [&](const Paper& paper) {
    return '"' + World::neighbours(paper.text, 3, random) + '"';
  };
  bench.ask("owner", kOwnerGoalMs, [&](const Paper& paper) {
    ItemQuery query;
    query.owner = paper.item.owner_id;
    return query;
  });
  bench.ask("owner id as text", kOwnerGoalMs, [&](const Paper& paper) {
    return with_text(paper.item.owner_id);
  });
  bench.ask("document number", kTextGoalMs, [&](const Paper& paper) {
    return with_text('"' + paper.item.number + '"');
  });
  bench.ask("two words", kTextGoalMs, [&](const Paper& paper) { return with_text(two(paper)); });
  bench.ask("two words, folded", kTextGoalMs, [&](const Paper& paper) {
    return with_text(fold(two(paper)));
  });
  bench.ask(
      "phrase of 3", kTextGoalMs, [&](const Paper& paper) { return with_text(phrase(paper)); });
  bench.ask("phrase of 3, folded", kTextGoalMs, [&](const Paper& paper) {
    return with_text(fold(phrase(paper)));
  });
  bench.ask("owner's name", kTextGoalMs, [&](const Paper& paper) {
    return with_text(fold(paper.item.owner_name));
  });
  bench.ask("two words, of a type", kTextGoalMs, [&](const Paper& paper) {
    auto query = with_text(two(paper));
    query.type = paper.item.type;
    return query;
  });
  bench.ask("two words, valid on a day", kTextGoalMs, [&](const Paper& paper) {
    auto query = with_text(two(paper));
    query.valid_on = "2026-11-22";
    return query;
  });
  bench.ask("two words, of an owner", kTextGoalMs, [&](const Paper& paper) {
    auto query = with_text(two(paper));
    query.owner = paper.item.owner_id;
    return query;
  });
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const bool has_value = i + 1 < argc;
    if (std::strcmp(argv[i], "--keep") == 0) {
      options.is_kept = true;
    } else if (std::strcmp(argv[i], "--items") == 0 && has_value) {
      options.items = std::max(1'000LL, std::atoll(argv[++i]));
    } else if (std::strcmp(argv[i], "--world") == 0 && has_value) {
      options.world = std::atoll(argv[++i]);
    } else if (std::strcmp(argv[i], "--queries") == 0 && has_value) {
      options.queries = std::max(1, std::atoi(argv[++i]));
    } else if (std::strcmp(argv[i], "--only") == 0 && has_value) {
      options.only = argv[++i];
    } else if (std::strcmp(argv[i], "--folder") == 0 && has_value) {
      options.folder = argv[++i];
    } else {
      std::fprintf(stderr,
                   "item_bench [--items N] [--world N] [--queries N] [--only PART] [--folder "
                   "FOLDER] [--keep]\n");
      std::exit(2);
    }
  }
  return options;
}

/// Files the papers that are missing in both stores and tells what that cost.
void fill_both(const std::filesystem::path& folder, const World& world, std::int64_t papers) {
  auto catalog = must(open_sqlite_catalog(folder / kOurFile));
  std::optional<PlainStore> plain(folder / kPlainFile);
  const std::int64_t ours = count_filed(*catalog, world, papers);
  const std::int64_t theirs = plain->papers();
  const Cost our_cost = measure([&] { fill(*catalog, world, ours, papers); });
  const Cost their_cost = measure([&] { fill(*plain, world, theirs, papers); });
  catalog.reset();  // checkpoints, so that the file's size is told
  plain.reset();
  print_store("our catalog", folder / kOurFile, our_cost, papers - ours);
  print_store("plain FTS5", folder / kPlainFile, their_cost, papers - theirs);
}

int run(const Options& options) {
  std::optional<TempFolder> temporary;
  std::filesystem::path folder = options.folder;
  if (folder.empty()) folder = temporary.emplace().path();
  const World world(std::max(options.items, options.world));
  fill_both(folder, world, options.items);
  auto catalog = must(open_sqlite_catalog(folder / kOurFile));
  std::optional<PlainStore> plain(folder / kPlainFile);
  std::printf("%lld items, %d questions of each kind\n",
              static_cast<long long>(options.items),
              options.queries);
  Bench bench(*catalog, *plain, world, options);
  ask_all(bench);
  catalog.reset();
  plain.reset();
  if (!options.folder.empty() && !options.is_kept) {
    std::filesystem::remove(folder / kOurFile);
    std::filesystem::remove(folder / kPlainFile);
  }
  return 0;
}

}  // namespace
}  // namespace sohoa::bench

int main(int argc, char** argv) {
  return sohoa::bench::run(sohoa::bench::read_options(argc, argv));
}
