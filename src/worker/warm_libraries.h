// What libraries load at their first use, loaded before the cage closes.
#pragma once

namespace sohoa {

/// Keeps the character converters loaded that Poppler's strings need. glibc loads each as a shared
/// object when it is first asked for, and no child may load code: the converter would silently be
/// missing and a text layer come out empty. Call once, in the warm parent.
void keep_converters_loaded();

}  // namespace sohoa
