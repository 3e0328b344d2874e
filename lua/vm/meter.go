package vm

import (
	"context"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// Kind says why a script was stopped.
type Kind int32

// The reasons. A script cannot catch those but Runtime.
const (
	Runtime Kind = iota // an ordinary error of the script
	Time                // it ran longer than its call may
	Memory              // it took more memory than its call may
	Changes             // it changed more of the world than its call may
)

// String is what the player's builder is told.
func (k Kind) String() string {
	return map[Kind]string{
		Runtime: "error", Time: "the call took too long ([server] call_time)", Memory: "the call took too much memory ([server] call_memory)",
		Changes: "the call changed too much at once ([server] call_changes): do it in parts, with mud.delay or mud.sleep between them",
	}[k]
}

// heapMetric is the live heap and what is not swept yet.
const heapMetric = "/memory/classes/heap/objects:bytes"

// tick is how often the watchdog looks at a running call. It is there for what
// is long within one instruction; the call looks at itself meanwhile.
const tick = 2 * time.Millisecond

// The call looks at itself after so many instructions, and after making or going
// through so many bytes: a watchdog alone comes too late where all processors are busy.
const (
	instructions = 4096
	bytes        = 1 << 20
)

// patience is how many times longer than its CPU time a call may take by the
// wall clock: on a machine that is busy with other things nobody's command
// fails for it.
const patience = 8

// meter bounds calls. Time is the CPU time of the call's own thread. It is the
// context of every thread of a VM: the interpreter asks for Done once an
// instruction, so that a stop takes effect at once and no script can catch it.
type meter struct {
	context.Context
	time   time.Duration
	memory int64

	stopped  atomic.Int32 // Kind, Runtime for "goes on"
	running  atomic.Bool
	deadline atomic.Int64 // by the wall clock, unix nanoseconds
	clock    atomic.Int32 // of the thread that the call runs on
	spent    atomic.Int64 // what that clock showed at the start, nanoseconds
	heap     atomic.Int64 // at the first look, 0 before it
	timer    *time.Timer
	done     chan struct{}

	own, watchdog []metrics.Sample // for each goroutine that looks
	count         uint             // instructions of the call, on its own goroutine
	work          int              // bytes made or gone through since it last looked, the same
}

func newMeter(limit time.Duration, memory int64) *meter {
	m := &meter{Context: context.Background(), time: limit, memory: memory, done: make(chan struct{})}
	close(m.done)
	m.own, m.watchdog = []metrics.Sample{{Name: heapMetric}}, []metrics.Sample{{Name: heapMetric}}
	m.timer = time.AfterFunc(time.Hour, m.watch)
	m.timer.Stop()
	return m
}

// Done is asked before each instruction; nil lets it go on.
func (m *meter) Done() <-chan struct{} {
	if m.count++; m.count%instructions == 0 {
		m.look(m.own)
	}
	if m.stopped.Load() != 0 {
		return m.done
	}
	return nil
}

// worked counts what the call has made or gone through in functions of the
// library, and reports whether it goes on.
func (m *meter) worked(n int) bool {
	if m.work += n; m.work >= bytes {
		m.work = 0
		m.look(m.own)
	}
	return m.stopped.Load() == 0
}

// Err is what the script is stopped with.
func (m *meter) Err() error { return stopError(m.stopped.Load()) }

type stopError Kind

func (s stopError) Error() string { return Kind(s).String() }

// start begins a call.
func (m *meter) start() {
	m.stopped.Store(0)
	m.heap.Store(0)
	m.count, m.work = 0, 0
	runtime.LockOSThread() // so that its clock counts this call and nothing else
	clock := cpuClock()
	m.clock.Store(clock)
	m.spent.Store(int64(cpuTime(clock)))
	m.deadline.Store(time.Now().Add(patience * m.time).UnixNano())
	m.running.Store(true)
	m.timer.Reset(min(tick, m.time))
}

// noticed is how long a call takes before it is asked what of it was its own.
const noticed = 10 * time.Millisecond

// idle is how long the call that took so long had no processor; 0 where that
// cannot be known.
func (m *meter) idle(took time.Duration) time.Duration {
	if took < noticed {
		return 0
	}
	used := cpuTime(m.clock.Load()) - time.Duration(m.spent.Load())
	if used <= 0 {
		return 0
	}
	return max(took-used, 0)
}

// finish ends it and says whether it was stopped.
func (m *meter) finish() Kind {
	m.running.Store(false)
	m.timer.Stop()
	runtime.UnlockOSThread()
	return Kind(m.stopped.Swap(0))
}

// watch looks at the call from the timer's goroutine.
func (m *meter) watch() {
	if m.look(m.watchdog) {
		m.timer.Reset(tick)
	}
}

// look stops a call that has used up its time or its memory, and reports
// whether it goes on.
func (m *meter) look(sample []metrics.Sample) bool {
	if !m.running.Load() {
		return false
	}
	used := int64(cpuTime(m.clock.Load())) - m.spent.Load()
	if used >= int64(m.time) || time.Now().UnixNano() >= m.deadline.Load() {
		return m.halt(Time)
	}
	metrics.Read(sample)
	heap := int64(sample[0].Value.Uint64())
	if !m.heap.CompareAndSwap(0, heap) && heap-m.heap.Load() > m.memory {
		return m.halt(Memory)
	}
	return true
}

// halt stops the call; the first reason counts.
func (m *meter) halt(why Kind) bool {
	m.stopped.CompareAndSwap(int32(Runtime), int32(why))
	return false
}
