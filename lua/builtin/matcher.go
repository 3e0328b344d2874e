package builtin

import "strings"

// matcher tries a pattern on a text. Its steps are used up by all tries of one
// library call together.
type matcher struct {
	*pattern
	text  string
	steps int
	depth int
	spans [maxCaptures]span
}

// span is what a capture holds: text[from:to], or a place when to is less than
// zero.
type span struct{ from, to int }

const isPlace = -1

func newMatcher(p *pattern, text string) *matcher {
	return &matcher{pattern: p, text: text, steps: maxSteps}
}

// match tries the pattern at a place and returns where the match ends, -1 for
// none. It panics with errTooComplex.
func (m *matcher) match(at int) int { return m.from(0, at) }

// find looks for the first match at or behind a place.
func (m *matcher) find(at int) (start, stop int) {
	for ; at <= len(m.text); at++ {
		if stop := m.match(at); stop >= 0 {
			return at, stop
		}
		if m.anchored {
			break
		}
	}
	return -1, -1
}

func (m *matcher) spend(n int) {
	if m.steps -= n; m.steps < 0 {
		panic(errTooComplex)
	}
}

// from matches the items from i on.
func (m *matcher) from(i, at int) int {
	if m.depth++; m.depth > maxDepth {
		panic(errTooComplex)
	}
	stop := m.rest(i, at)
	m.depth--
	return stop
}

func (m *matcher) rest(i, at int) int {
	for ; i < len(m.items); i++ {
		m.spend(1)
		it := &m.items[i]
		if it.kind == single && it.repeat != 0 {
			return m.repeated(it, i, at)
		}
		switch it.kind {
		case opening, place, closing:
			return m.capture(it, i, at)
		}
		if at = m.once(it, at); at < 0 {
			return -1
		}
	}
	return at
}

func (m *matcher) has(it *item, at int) bool {
	return at < len(m.text) && it.class.has(m.text[at])
}

// once matches an item that can match in one way only.
func (m *matcher) once(it *item, at int) int {
	switch it.kind {
	case single:
		if m.has(it, at) {
			return at + 1
		}
	case end:
		if at == len(m.text) {
			return at
		}
	case backref:
		s := m.spans[it.n]
		if s.to >= 0 && strings.HasPrefix(m.text[at:], m.text[s.from:s.to]) {
			m.spend(s.to - s.from)
			return at + s.to - s.from
		}
	case frontier:
		before, after := byte(0), byte(0)
		if at > 0 {
			before = m.text[at-1]
		}
		if at < len(m.text) {
			after = m.text[at]
		}
		if !it.class.has(before) && it.class.has(after) {
			return at
		}
	case balanced:
		return m.balance(it, at)
	}
	return -1
}

func (m *matcher) balance(it *item, at int) int {
	if at >= len(m.text) || m.text[at] != it.from {
		return -1
	}
	for level, i := 1, at+1; i < len(m.text); i++ {
		m.spend(1)
		switch m.text[i] {
		case it.to:
			if level--; level == 0 {
				return i + 1
			}
		case it.from:
			level++
		}
	}
	return -1
}

// repeated tries an item as often as it can, or with '-' as seldom.
func (m *matcher) repeated(it *item, i, at int) int {
	least, most := 0, len(m.text)-at
	switch it.repeat {
	case '+':
		least = 1
	case '?':
		most = min(1, most)
	case '-':
		for n := at; ; n++ {
			if stop := m.from(i+1, n); stop >= 0 {
				return stop
			}
			if m.spend(1); !m.has(it, n) {
				return -1
			}
		}
	}
	n := 0
	for n < most && m.has(it, at+n) {
		n++
	}
	m.spend(n)
	for ; n >= least; n-- {
		if stop := m.from(i+1, at+n); stop >= 0 {
			return stop
		}
	}
	return -1
}

// capture begins or ends a capture, and takes that back if what follows does
// not match.
func (m *matcher) capture(it *item, i, at int) int {
	old := m.spans[it.n]
	switch it.kind {
	case opening:
		m.spans[it.n].from = at
	case place:
		m.spans[it.n] = span{at, isPlace}
	case closing:
		m.spans[it.n].to = at
	}
	stop := m.from(i+1, at)
	if stop < 0 {
		m.spans[it.n] = old
	}
	return stop
}
