// Package clock is where the world's time comes from, and the queue of what is
// to happen later. It is owned by the game goroutine.
package clock

import "time"

// Clock tells the time. A step asks once, at its start, so that everything in
// it happens at the same moment.
type Clock interface{ Now() time.Time }

// Real is the machine's clock.
type Real struct{}

// Now returns the time of day.
func (Real) Now() time.Time { return time.Now() }

// Fake is a clock that stands still until it is moved: for tests.
type Fake struct{ T time.Time }

// Now returns the time that was set.
func (f *Fake) Now() time.Time { return f.T }

// Advance moves the clock on.
func (f *Fake) Advance(d time.Duration) { f.T = f.T.Add(d) }
