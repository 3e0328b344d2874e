package app

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The garbage that a Portal may have: in percent of what it uses, or in bytes
// where that is more. What it uses is mostly connections, which stay: collecting
// often costs little then, and keeps each of them small. With few of them it
// would collect all the time.
const (
	garbagePercent = 15
	garbageBytes   = 16 << 20
	mostPercent    = 400
)

// spareMemory bounds the garbage of this process from now on, anew after each
// collection.
func spareMemory() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent := mostPercent
	if used := live[0].Value.Uint64(); used > 0 {
		percent = int(min(mostPercent, max(garbagePercent, garbageBytes*100/used)))
	}
	debug.SetGCPercent(percent)
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { spareMemory() })
}
