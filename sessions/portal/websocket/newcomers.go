package websocket

import (
	"sync"

	"mud/sessions/portal"
)

// maxNewcomers bounds the WebSockets of one address that have not said hello.
const maxNewcomers = 64

// newcomers counts them, by network: they have no session that would count.
type newcomers struct {
	mu sync.Mutex
	of map[string]int
}

// enter takes a place; leave gives it back and may be called twice.
func (n *newcomers) enter(address string) (leave func(), ok bool) {
	from := portal.Network(address)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.of[from] >= maxNewcomers {
		return nil, false
	}
	n.of[from]++
	return sync.OnceFunc(func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		if n.of[from]--; n.of[from] == 0 {
			delete(n.of, from)
		}
	}), true
}
