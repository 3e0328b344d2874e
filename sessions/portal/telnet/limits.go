package telnet

import (
	"time"

	"golang.org/x/time/rate"
)

// The bounds of what a client may send, tighter for strangers
// (docs/clients.md tells them: they hold before anybody knows who it is).
const (
	strangerSub  = 4 << 10  // bytes of a subnegotiation
	knownSub     = 16 << 10 // of one whose player has logged in
	strangerLine = 4 << 10  // bytes of a line, if max_line allows as many

	strangerCommands = 200             // negotiation commands
	knownCommands    = 60              // a minute, once logged in
	maxSubs          = 500             // subnegotiations at once
	subRate          = rate.Limit(20)  // of them a second
	overlong         = 20              // what a subnegotiation that is too long counts for
	loginTime        = 2 * time.Minute // without a line and without a login
)

// allowance counts what one client negotiates.
type allowance struct {
	commands int // of a stranger
	known    *rate.Limiter
	subs     *rate.Limiter
}

func newAllowance() *allowance {
	return &allowance{
		known: rate.NewLimiter(rate.Every(time.Minute/knownCommands), strangerCommands),
		subs:  rate.NewLimiter(subRate, maxSubs),
	}
}

// command counts a negotiation command; false when it is one too many.
func (a *allowance) command(loggedIn bool) bool {
	if loggedIn {
		return a.known.Allow()
	}
	a.commands++
	return a.commands <= strangerCommands
}

// sub counts a subnegotiation; one that was too long counts for many.
func (a *allowance) sub(tooLong bool) bool {
	n := 1
	if tooLong {
		n = overlong
	}
	return a.subs.AllowN(time.Now(), n)
}
