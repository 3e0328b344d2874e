package websocket

import (
	"crypto/rand"
	"encoding/base64"
	"sync"
)

// pages finds the client of a page that comes back. A page has a random token
// that opens its session once: whoever comes with it gets a new one, and the
// old one is void as soon as the page has said that it has the new one.
type pages struct {
	mu     sync.Mutex
	tokens map[string]*client
	held   map[*client][]string // the newest last
}

func newPages() *pages { return &pages{tokens: map[string]*client{}, held: map[*client][]string{}} }

// find returns the client that a token opens, nil for none.
func (p *pages) find(token string) *client {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tokens[token]
}

// issue makes a new token for a client. The one that the page came with stays
// good until keep, as the answer may be lost on its way.
func (p *pages) issue(c *client, with string) string {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // it never fails
	token := base64.RawURLEncoding.EncodeToString(secret[:])
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, old := range p.held[c] {
		if old != with {
			delete(p.tokens, old)
		}
	}
	p.held[c] = []string{token}
	if p.tokens[with] == c {
		p.held[c] = []string{with, token}
	}
	p.tokens[token] = c
	return token
}

// keep notes that the page has its newest token.
func (p *pages) keep(c *client, token string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	held := p.held[c]
	if len(held) == 0 || held[len(held)-1] != token {
		return // a still newer one was made
	}
	for _, old := range held[:len(held)-1] {
		delete(p.tokens, old)
	}
	p.held[c] = held[len(held)-1:]
}

// forget makes all tokens of a client void.
func (p *pages) forget(c *client) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, token := range p.held[c] {
		delete(p.tokens, token)
	}
	delete(p.held, c)
}
