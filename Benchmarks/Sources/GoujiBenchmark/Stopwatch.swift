import Glibc

/// One thing to measure.
struct MeasuredWork {
  /// Returns something that depends on all its work.
  let run: () -> Int
}

/// The median time of each work over many rounds, in microseconds.
///
/// Every round runs all works one after the other, so that whatever slows the machine down for a while
/// slows all of them. Counted is the time of this thread on its processor: other processes on a
/// shared machine do not count, but for the caches that they empty.
func medians(of works: [MeasuredWork], rounds: Int) -> [Double] {
  var times = Array(repeating: [Double](), count: works.count)
  var sum = 0
  for work in works { sum &+= work.run() }
  for _ in 0..<rounds {
    for (index, work) in works.enumerated() {
      let start = threadTime()
      sum &+= work.run()
      times[index].append(threadTime() - start)
    }
  }
  withExtendedLifetime(sum) {}
  return times.map(median)
}

/// The middle of some values, the lower one of two; 0 for none.
func median(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
}

/// The time that this thread has been running, in microseconds.
func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}
