package server

import (
	"sync"
	"time"

	"mud/engine"
	"mud/sessions/wire"
)

// gather holds back what players do until the Portals that an earlier Server
// had are all back: a line may speak to players of each of them.
type gather struct {
	post func(engine.Event)

	mu      sync.Mutex
	awaited map[int]bool // Portals by number
	held    []engine.Event
	timer   *time.Timer
}

// gatherTime is how long the players of one Portal wait for another one.
const gatherTime = 3 * time.Second

// Await names the sessions of an earlier Server, before any Portal comes.
func (s *Server) Await(sessids []int64) {
	for _, id := range sessids {
		s.gather.awaited[wire.PortalOf(id)] = true
	}
}

// event takes an event of a Portal. Connections are told to the world at once,
// and what they do in the order in which it came.
func (g *gather) event(ev engine.Event) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.awaited) > 0 {
		if _, connected := ev.(engine.Connected); !connected {
			g.held = append(g.held, ev)
			return
		}
	}
	g.post(ev)
}

// present takes the event with which a Portal is back.
func (g *gather) present(number int, ev engine.Present) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.post(ev)
	if len(g.awaited) == 0 {
		return
	}
	if delete(g.awaited, number); len(g.awaited) == 0 {
		g.release()
	} else if g.timer == nil {
		g.timer = time.AfterFunc(gatherTime, g.timeout)
	}
}

func (g *gather) timeout() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.awaited)
	g.release()
}

// release lets go of what was held. The lock is held.
func (g *gather) release() {
	for _, ev := range g.held {
		g.post(ev)
	}
	g.held = nil
	if g.timer != nil {
		g.timer.Stop()
	}
}
