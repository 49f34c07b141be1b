#include "worker/reply_stream.h"

#include <gtest/gtest.h>

#include "worker/archive_order.h"
#include "worker/death.h"
#include "worker/task.h"

namespace sohoa {
namespace {

Bytes join(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

struct Heard {
  std::vector<Bytes> frames;
  ReplyStream::Sink sink() {
    return [this](ByteView frame) -> Result<void> {
      frames.emplace_back(frame.begin(), frame.end());
      return {};
    };
  }
};

const Bytes kDone = reply_frame(ReplyKind::Done, {});

TEST(ReplyStream, FindsTheFramesHoweverTheBytesAreCut) {
  const Bytes whole = join({reply_frame(ReplyKind::Data, Bytes{1, 2, 3}),
                            reply_frame(ReplyKind::Data, {}),
                            reply_frame(ReplyKind::Data, Bytes{4}),
                            kDone});
  for (std::size_t step = 1; step <= whole.size(); ++step) {
    Heard heard;
    ReplyStream stream({}, ReplyTotal::Bounded, heard.sink());
    for (std::size_t at = 0; at < whole.size(); at += step) {
      const auto size = std::min(step, whole.size() - at);
      ASSERT_TRUE(stream.feed(ByteView(whole).subspan(at, size)));
    }
    EXPECT_TRUE(stream.outcome());
    EXPECT_EQ(heard.frames, (std::vector<Bytes>{{1, 2, 3}, {}, {4}})) << step;
  }
}

TEST(ReplyStream, ThatStopsBeforeItsEndIsABadReply) {
  const Bytes whole = join({reply_frame(ReplyKind::Data, Bytes{1}), kDone});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Heard heard;
    ReplyStream stream({}, ReplyTotal::Bounded, heard.sink());
    ASSERT_TRUE(stream.feed(ByteView(whole).first(size)));
    ASSERT_FALSE(stream.outcome()) << size;
    EXPECT_EQ(stream.outcome().error().what, Fault::BadReply);
  }
}

TEST(ReplyStream, WithBytesAfterItsEndIsABadReply) {
  Heard heard;
  ReplyStream stream({}, ReplyTotal::Bounded, heard.sink());
  EXPECT_FALSE(stream.feed(join({kDone, kDone})));
}

TEST(ReplyStream, TellsTheChildsOwnError) {
  Heard heard;
  ReplyStream stream({}, ReplyTotal::Bounded, heard.sink());
  const Error error{Fault::NeedsPassword, "owner", {}};
  ASSERT_TRUE(stream.feed(reply_frame(ReplyKind::Failed, encode(error))));
  EXPECT_EQ(stream.outcome().error().what, Fault::NeedsPassword);
}

TEST(ReplyStream, DoesNotBelieveWhatTheCageCannotKnow) {
  for (const Fault fault : {Fault::Interrupted,
                            Fault::StoreBusy,
                            Fault::NoSuchBatch,
                            Fault::AccessDenied,
                            Fault::DeadlineExceeded,
                            Fault::WorkerLost}) {
    Heard heard;
    ReplyStream stream({}, ReplyTotal::Bounded, heard.sink());
    const auto fed = stream.feed(reply_frame(ReplyKind::Failed, encode(Error{fault, {}, {}})));
    ASSERT_FALSE(fed) << name(fault);
    EXPECT_EQ(fed.error().what, Fault::BadReply);
  }
}

TEST(ReplyStream, BoundsAllFramesTogetherUnlessStreaming) {
  Limits limits;
  limits.reply_bytes = 1'000;
  const Bytes frame = reply_frame(ReplyKind::Data, Bytes(600));
  Heard heard;
  ReplyStream bounded(limits, ReplyTotal::Bounded, heard.sink());
  ReplyStream streaming(limits, ReplyTotal::Streaming, heard.sink());
  EXPECT_TRUE(bounded.feed(frame));
  EXPECT_EQ(bounded.feed(frame).error().what, Fault::ReplyTooLarge);
  EXPECT_TRUE(streaming.feed(frame));
  EXPECT_TRUE(streaming.feed(frame));
  EXPECT_EQ(streaming.feed(reply_frame(ReplyKind::Data, Bytes(1'001))).error().what,
            Fault::ReplyTooLarge);
}

TEST(NameDeath, GivesEachEndItsName) {
  const Limits limits;
  const auto fault = [&](bool by_signal, int code, StopReason stop = StopReason::None) {
    TaskEnd end;
    end.by_signal = by_signal;
    end.code = code;
    end.stop = stop;
    const auto death = name_death(end, limits);
    return death ? std::string(name(death->what)) + " " + death->detail : "none";
  };
  EXPECT_EQ(fault(false, 0), "none");
  EXPECT_EQ(fault(false, 81), "worker-crashed exit code 81");
  EXPECT_EQ(fault(true, 11), "worker-crashed SIGSEGV");
  EXPECT_EQ(fault(true, 7), "worker-crashed SIGBUS");
  EXPECT_EQ(fault(true, 31), "forbidden-call SIGSYS");
  EXPECT_EQ(fault(true, 24), "cpu-limit 60 s of CPU");
  EXPECT_EQ(fault(true, 9, StopReason::Deadline), "deadline-exceeded 120 s");
  EXPECT_EQ(fault(true, 9, StopReason::Cancel), "interrupted ");
  EXPECT_EQ(fault(true, 9).substr(0, 22), "worker-crashed SIGKILL");
  EXPECT_EQ(fault(true, 64), "worker-crashed signal 64");
}

ArchiveFrame piece(ArchiveFrame::Kind kind, std::size_t bytes = 0) {
  ArchiveFrame frame;
  frame.kind = kind;
  frame.data.resize(bytes);
  return frame;
}

using Kind = ArchiveFrame::Kind;

TEST(ArchiveOrder, AdmitsEntriesInTheirOrder) {
  ArchiveOrder order({});
  for (const Kind kind :
       {Kind::Begin, Kind::Data, Kind::Data, Kind::End, Kind::Begin, Kind::Refused}) {
    EXPECT_TRUE(order.admit(piece(kind, 1)));
  }
  EXPECT_TRUE(order.finish());
}

TEST(ArchiveOrder, RefusesPiecesOutsideTheirEntry) {
  EXPECT_FALSE(ArchiveOrder({}).admit(piece(Kind::Data)));
  EXPECT_FALSE(ArchiveOrder({}).admit(piece(Kind::End)));
  ArchiveOrder open({});
  EXPECT_TRUE(open.admit(piece(Kind::Begin)));
  EXPECT_FALSE(open.finish());
  EXPECT_FALSE(open.admit(piece(Kind::Begin)));
}

TEST(ArchiveOrder, HoldsEntriesAndBytesToTheirBounds) {
  Limits limits;
  limits.archive_entries = 2;
  limits.entry_bytes = 100;
  limits.archive_bytes = 150;
  ArchiveOrder order(limits);
  EXPECT_TRUE(order.admit(piece(Kind::Begin)));
  EXPECT_TRUE(order.admit(piece(Kind::Data, 100)));
  EXPECT_TRUE(order.admit(piece(Kind::End)));
  EXPECT_TRUE(order.admit(piece(Kind::Begin)));
  EXPECT_EQ(order.admit(piece(Kind::Data, 51)).error().what, Fault::ArchiveTooLarge);
  EXPECT_EQ(order.admit(piece(Kind::Data, 101)).error().what, Fault::EntryTooLarge);
  EXPECT_TRUE(order.admit(piece(Kind::End)));
  EXPECT_EQ(order.admit(piece(Kind::Begin)).error().what, Fault::TooManyEntries);
}

}  // namespace
}  // namespace sohoa
