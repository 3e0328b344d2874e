package vm

import (
	"time"

	"golang.org/x/sys/unix"
)

// cpuClock is the id of the clock that counts the CPU time of the calling
// thread; any thread of the process may read it. The form of the id is the
// kernel's: the complement of the thread's number, and 6 for "of a thread, as
// the scheduler counts it".
func cpuClock() int32 { return int32(^unix.Gettid()<<3 | 6) }

// cpuTime reads a clock. One that cannot be read gives 0, and the wall clock
// bounds the call alone.
func cpuTime(clock int32) time.Duration {
	var ts unix.Timespec
	if unix.ClockGettime(clock, &ts) != nil {
		return 0
	}
	return time.Duration(ts.Nano())
}
