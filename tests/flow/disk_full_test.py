"""No room left: the command says so, promises nothing, and completes when there is room again."""

import contextlib
import os
import resource
import subprocess

from made import scan_pdf, scans, zip_of
from support import FlowTest, main, without_time

DOSSIER = "H19.15-261121-0008"


class DiskFullTest(FlowTest):
    def setUp(self):
        super().setUp()
        images = scans(self.tmp / "s", 4, dpi=200)
        self.batch = zip_of(self.tmp / "lo.zip", [(f"{DOSSIER}/TP0{n}.jpg", image)
                                                  for n, image in enumerate(images, 1)])

    def assert_no_receipt(self, done):
        self.assertEqual((done.code, done.out, done.kinds()), (6, "", ["disk-full"]), str(done))
        self.assertIn("Đĩa đầy", done.errors()[0]["message"])

    def submit_with_file_bound(self, bound):
        """No file may grow beyond `bound` bytes: writes fail in the middle, as on a full disk."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (bound, resource.RLIM_INFINITY))
        return self.sohoa("batch", "submit", self.batch, "--json", preexec_fn=limit)

    def test_a_file_bound_stops_before_the_batch_is_received(self):
        done = self.submit_with_file_bound(100_000)
        self.assert_no_receipt(done)
        self.assertEqual(self.rows("select count(*) from batches"), [(0,)])
        self.assert_completes()

    def assert_completes(self):
        receipt = self.submit(self.batch)
        self.assertEqual((receipt["done"], receipt["counted_in"]), (4, 4))
        undisturbed = self.submit(self.batch, store=self.new_store("other"))
        self.assertEqual(without_time(receipt), without_time(undisturbed))
        self.assert_store_sound()

    @contextlib.contextmanager
    def small_disk(self, size):
        """The store on a disk of its own."""
        disk = self.tmp / "disk"
        disk.mkdir(exist_ok=True)
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)],
                               capture_output=True)
        if mount.returncode != 0:
            self.skipTest("no right to mount: " + mount.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)])
        yield disk
        subprocess.run(["umount", "-l", str(disk)], check=True)

    def leave_room(self, disk, size):
        space = os.statvfs(disk)
        used = (space.f_blocks - space.f_bfree) * space.f_frsize
        subprocess.run(["mount", "-o", f"remount,size={used + size}", str(disk)], check=True)

    def test_a_full_disk_at_any_point_is_named_and_the_rest_done_later(self):
        if os.geteuid() != 0:
            self.skipTest("only root may mount a small disk")
        size = self.batch.stat().st_size
        # Room for: hardly the batch; the batch but not its entries; entries but not all results.
        for room in (size // 2, size + size // 2, 2 * size + 150_000, 2 * size + 600_000):
            with self.subTest(room=room), self.small_disk("64m") as disk:
                self.store = self.make_store(disk / "store")
                self.leave_room(disk, room + 50_000)  # and the head of SQLite's log
                done = self.sohoa("batch", "submit", self.batch, "--json")
                if done.code == 0:
                    self.fail(f"{room} bytes were room enough: the test says nothing")
                self.assert_no_receipt(done)
                subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
                receipt = self.submit(self.batch)
                self.assertEqual((receipt["done"], receipt["counted_in"]), (4, 4))
                self.assert_store_sound()

    def test_ocr_names_a_full_disk_and_leaves_no_half_output(self):
        if os.geteuid() != 0:
            self.skipTest("only root may mount a small disk")
        pdf = scan_pdf(self.tmp / "hai.pdf", scans(self.tmp / "t", 2, dpi=200))
        with self.small_disk(pdf.stat().st_size // 2) as disk:
            done = self.exits(6, "ocr", pdf, "-o", disk / "out.pdf")
            self.assertEqual(done.kinds(), ["disk-full"])
            self.assertFalse((disk / "out.pdf").exists())
            self.assertLessEqual({p.name for p in disk.iterdir()}, {"out.pdf.part"})
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            again = self.ok("ocr", pdf, "-o", disk / "out.pdf")
            self.assertEqual(again.progress("read")[0]["done"], 2)  # both pages carried over


if __name__ == "__main__":
    main()
