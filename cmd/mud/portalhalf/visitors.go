package portalhalf

import (
	"net"
	"net/http"
	"sync"
	"time"

	"mud/sessions/portal"
	"mud/sessions/portal/tcp"
)

// perBrowser is how many connections a browser keeps open to fetch pages by.
const perBrowser = 6

// leastVisitors is how many connections there may be at least: one browser takes
// several, and a small game has a small max_sessions.
const leastVisitors = 256

// visitors bounds the connections of the web doors while they carry requests: a
// WebSocket is no longer one of them. Where there are too many, of an address or
// of all, one that is idle is closed for the new one, as its browser opens
// another when it needs it; where none is idle, the new one is not taken.
// Trusted proxies bound those of their own clients.
type visitors struct {
	perAddress, total int
	trusted           trusted
	refused           func(address string)

	mu     sync.Mutex
	open   map[string]map[net.Conn]time.Time // since when it is idle, zero for not
	number int
}

func newVisitors(perIP, total int, t trusted, refused func(address string)) *visitors {
	return &visitors{perAddress: perBrowser * perIP, total: max(total, leastVisitors), trusted: t, refused: refused, open: map[string]map[net.Conn]time.Time{}}
}

// changed is told each new state of a connection.
func (v *visitors) changed(c net.Conn, state http.ConnState) {
	address := tcp.Host(c)
	if v.trusted.hasHost(address) {
		return
	}
	from := portal.Network(address)
	switch state {
	case http.StateNew:
		drop := v.take(from, c)
		if drop == c {
			v.refused(address)
		}
		if drop != nil {
			tcp.Cut(drop)
		}
	case http.StateIdle:
		v.note(from, c, time.Now())
	case http.StateActive:
		v.note(from, c, time.Time{})
	case http.StateHijacked, http.StateClosed:
		v.leave(from, c)
	}
}

// take counts a new connection and tells which one is to be closed for it: nil
// for none, and c itself where there is no place.
func (v *visitors) take(address string, c net.Conn) (drop net.Conn) {
	v.mu.Lock()
	defer v.mu.Unlock()
	from := address
	switch {
	case len(v.open[address]) >= v.perAddress:
		drop = longestIdle(v.open[address])
	case v.number >= v.total:
		from, drop = v.anyIdle()
	default:
		v.add(address, c)
		return nil
	}
	if drop == nil {
		return c
	}
	v.remove(from, drop)
	v.add(address, c)
	return drop
}

func longestIdle(of map[net.Conn]time.Time) (idle net.Conn) {
	for c, since := range of {
		if !since.IsZero() && (idle == nil || since.Before(of[idle])) {
			idle = c
		}
	}
	return idle
}

// anyIdle is one of any address.
func (v *visitors) anyIdle() (address string, idle net.Conn) {
	for address, of := range v.open {
		if idle := longestIdle(of); idle != nil {
			return address, idle
		}
	}
	return "", nil
}

// add and remove keep the count. The lock is held.
func (v *visitors) add(address string, c net.Conn) {
	if v.open[address] == nil {
		v.open[address] = map[net.Conn]time.Time{}
	}
	v.open[address][c] = time.Time{}
	v.number++
}

func (v *visitors) remove(address string, c net.Conn) {
	if _, ok := v.open[address][c]; !ok {
		return // it was let go before
	}
	delete(v.open[address], c)
	v.number--
	if len(v.open[address]) == 0 {
		delete(v.open, address)
	}
}

// note sets since when a connection is idle; one that was let go stays so.
func (v *visitors) note(address string, c net.Conn, idle time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.open[address][c]; ok {
		v.open[address][c] = idle
	}
}

func (v *visitors) leave(address string, c net.Conn) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.remove(address, c)
}
