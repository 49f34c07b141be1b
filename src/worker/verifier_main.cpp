// Program sohoa-verifier: the warm parent around the tasks on signatures.
#include "worker/verifier_tasks.h"
#include "worker/warm_parent.h"

int main(int argc, char** argv) {
  return sohoa::worker_main(
      argc, argv, {nullptr, sohoa::warm_up_verifier, sohoa::rehearse_verifier, false});
}
