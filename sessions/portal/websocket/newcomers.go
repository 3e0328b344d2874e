package websocket

import "sync"

// maxNewcomers bounds the WebSockets of one address that have not said hello.
const maxNewcomers = 64

// newcomers counts them, by address: they have no session that would count.
type newcomers struct {
	mu sync.Mutex
	of map[string]int
}

// enter takes a place; leave gives it back and may be called twice.
func (n *newcomers) enter(address string) (leave func(), ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.of[address] >= maxNewcomers {
		return nil, false
	}
	n.of[address]++
	return sync.OnceFunc(func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		if n.of[address]--; n.of[address] == 0 {
			delete(n.of, address)
		}
	}), true
}
