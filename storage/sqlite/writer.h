// The one write connection of a process: who may use it now, and what a transaction does on it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/catalog.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Hands the write connection to one transaction at a time. Thread-safe.
class Writer {
 public:
  Writer(std::unique_ptr<Connection> connection, int busy_ms)
      : connection_(std::move(connection)), busy_ms_(busy_ms) {}

  /// Waits for its turn, then BEGIN IMMEDIATE. StoreBusy after `busy_ms`, in this process or
  /// against another one; Internal at once when this thread holds a transaction already.
  Result<std::unique_ptr<Transaction>> begin();
  /// Counts inside the transaction this thread holds, else in one of its own.
  Result<std::int32_t> count_items(const std::string& dossier);

 private:
  friend class WriteTransaction;
  Result<void> acquire();
  void release();
  bool is_mine();

  std::unique_ptr<Connection> connection_;
  int busy_ms_;
  std::mutex mutex_;
  std::condition_variable is_free_;
  std::thread::id holder_;  ///< default value: nobody
};

}  // namespace sohoa::sqlite
