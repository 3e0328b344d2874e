package vm

import (
	"errors"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"
)

// attack is a line of testdata/attacks.txt.
type attack struct{ name, want, source string }

func readAttacks(t *testing.T) []attack {
	t.Helper()
	text, err := os.ReadFile("testdata/attacks.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []attack
	for _, line := range strings.Split(string(text), "\n") {
		if parts := strings.SplitN(line, " | ", 3); len(parts) == 3 {
			out = append(out, attack{parts[0], parts[1], parts[2]})
		}
	}
	if len(out) < 60 {
		t.Fatalf("only %d attacks were read", len(out))
	}
	return out
}

// The bounds of the VMs under attack, and by how much they may be missed.
const (
	attackTime   = 100 * time.Millisecond
	attackMemory = 32 << 20
	lateBy       = 50 * time.Millisecond
	moreBy       = 32 << 20
)

// TestAttacks holds that each attack ends within call_time and 50 ms, and takes
// no more than call_memory and 32 MiB; that no script can catch the stop; and
// that the VM goes on. Time is that of the thread: a busy machine is no fault.
func TestAttacks(t *testing.T) {
	for _, a := range readAttacks(t) {
		t.Run(a.name, func(t *testing.T) {
			v := newTestVM(t, Options{CallTime: attackTime, CallMemory: attackMemory})
			fn := function(t, v, a.source)
			took, grown := measured(func() {
				r := v.Start(fn)
				if a.want != "" && (r.Err == nil || !told(r.Err.Error(), a.want)) {
					t.Errorf("got %v, want %q", r.Err, a.want)
				}
				var e *Error
				if errors.As(r.Err, &e) && e.GoStack != "" && !strings.Contains(r.Err.Error(), "stack") {
					t.Errorf("our own code failed: %s\n%s", e.Message, e.GoStack)
				}
			})
			t.Logf("%v, %d MiB", took.Round(time.Millisecond), grown>>20)
			if took > attackTime+lateBy*slower {
				t.Errorf("it took %v", took)
			}
			if grown > attackMemory+moreBy {
				t.Errorf("it took %d MiB", grown>>20)
			}
			if out, err := v.Call(function(t, v, `return 1`), 1); err != nil || text(out) != "1" {
				t.Errorf("the VM is broken afterwards: %v, %v", out, err)
			}
		})
	}
}

// told tells whether one of the texts that are wanted, with / between, is in
// another.
func told(text, wants string) bool {
	for _, want := range strings.Split(wants, "/") {
		if strings.Contains(text, want) {
			return true
		}
	}
	return false
}

// measured runs fn and tells the CPU time of its thread and by how much the
// heap grew at most.
func measured(fn func()) (took time.Duration, grown int64) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	runtime.GC()
	sample := []metrics.Sample{{Name: heapMetric}}
	heap := func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
	base, most := heap(), int64(0)
	stop := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Microsecond):
				most = max(most, heap())
			}
		}
	})
	clock := cpuClock()
	start := cpuTime(clock)
	fn()
	took = cpuTime(clock) - start
	close(stop)
	watch.Wait()
	return took, max(most, heap()) - base
}
