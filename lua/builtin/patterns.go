package builtin

import (
	"errors"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// patterns are the functions of the string library that match.
type patterns struct {
	call   Caller
	raise  func(L *lua.LState, err error)
	worked func(bytes int) bool
	kept   map[string]*pattern // compiled patterns by their sources
}

// ready compiles a pattern for a text, and raises what is wrong with it.
func (p *patterns) ready(L *lua.LState, text, source string) *matcher {
	compiled, ok := p.kept[source]
	if !ok {
		var err error
		if compiled, err = compile(source); err != nil {
			L.RaiseError("%s", err.Error())
		}
		p.worked(len(compiled.items) * itemSize)
		p.keep(source, compiled)
	}
	return newMatcher(compiled, text)
}

// The bounds of what is kept: scripts use the same few patterns again and again,
// and a pattern that is made of what players type must not fill the memory.
const (
	maxKept       = 256
	maxKeptLength = 64
)

func (p *patterns) keep(source string, compiled *pattern) {
	if len(source) > maxKeptLength {
		return
	}
	if len(p.kept) >= maxKept {
		clear(p.kept)
	}
	p.kept[source] = compiled
}

// tried runs fn and raises it as a script's error when a match takes too long.
func (p *patterns) tried(L *lua.LState, fn func()) {
	tooLong := func() (failed bool) {
		defer func() {
			if r := recover(); r != nil {
				if err, ok := r.(error); !ok || !errors.Is(err, errTooComplex) {
					panic(r)
				}
				failed = true
			}
		}()
		fn()
		return false
	}()
	if tooLong {
		L.RaiseError("%s", errTooComplex.Error())
	}
}

// captured is the n-th capture as a value.
func (m *matcher) captured(n int) lua.LValue {
	s := m.spans[n]
	if s.to == isPlace {
		return lua.LNumber(s.from + 1)
	}
	return lua.LString(m.text[s.from:s.to])
}

// push pushes all captures, or the whole match where there are none.
func (m *matcher) push(L *lua.LState, start, stop int) int {
	if m.captures == 0 {
		L.Push(lua.LString(m.text[start:stop]))
		return 1
	}
	for n := range m.captures {
		L.Push(m.captured(n))
	}
	return m.captures
}

// string.find looks for a pattern and returns where it begins and ends, and
// what it captured.
//
// @param s string
// @param pattern string
// @param init? integer where to begin, 1 without it
// @param plain? boolean take the pattern as a text
// @return integer? from
// @return integer? to
// @return any ...
func (p *patterns) find(L *lua.LState) int {
	s, source, from := L.CheckString(1), L.CheckString(2), p.init(L, 3)
	if from > len(s) {
		L.Push(lua.LNil)
		return 1
	}
	if lua.LVAsBool(L.Get(4)) || strings.IndexAny(source, "^$*+?.([%-") < 0 {
		at := strings.Index(s[from:], source)
		if at < 0 {
			L.Push(lua.LNil)
			return 1
		}
		L.Push(lua.LNumber(from + at + 1))
		L.Push(lua.LNumber(from + at + len(source)))
		return 2
	}
	m := p.ready(L, s, source)
	var start, stop int
	p.tried(L, func() { start, stop = m.find(from) })
	if start < 0 {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LNumber(start + 1))
	L.Push(lua.LNumber(stop))
	if m.captures == 0 {
		return 2
	}
	return 2 + m.push(L, start, stop)
}

// init is the argument n that says where to begin, as an offset.
func (p *patterns) init(L *lua.LState, n int) int {
	return max(0, index(L.OptInt(n, 1), len(L.CheckString(1))))
}

// string.match looks for a pattern and returns what it captured, or the whole
// match; nil when there is none.
//
// @param s string
// @param pattern string
// @param init? integer where to begin, 1 without it
// @return any ...
func (p *patterns) match(L *lua.LState) int {
	s, source, from := L.CheckString(1), L.CheckString(2), p.init(L, 3)
	m := p.ready(L, s, source)
	start, stop := -1, -1
	if from <= len(s) {
		p.tried(L, func() { start, stop = m.find(from) })
	}
	if start < 0 {
		L.Push(lua.LNil)
		return 1
	}
	return m.push(L, start, stop)
}

// string.gmatch gives all matches one after another, for use in a for loop.
//
// @param s string
// @param pattern string
// @return fun(): any
func (p *patterns) gmatch(L *lua.LState) int {
	m := p.ready(L, L.CheckString(1), L.CheckString(2))
	at := 0
	L.Push(L.NewFunction(func(L *lua.LState) int {
		start, stop := -1, -1
		if at <= len(m.text) {
			p.tried(L, func() { start, stop = m.find(at) })
		}
		if start < 0 {
			at = len(m.text) + 1
			L.Push(lua.LNil)
			return 1
		}
		at = stop
		if stop == start || m.anchored {
			at++
		}
		if m.anchored {
			at = len(m.text) + 1
		}
		return m.push(L, start, stop)
	}))
	return 1
}

// string.gsub replaces what a pattern matches: by a text in which %1 is a
// capture and %0 the whole match, by what a table holds under the first
// capture, or by what a function returns for the captures. Up to 1 MiB.
//
// @param s string
// @param pattern string
// @param by string|table|fun(...): any
// @param n? integer how often at most
// @return string
// @return integer count
func (p *patterns) gsub(L *lua.LState) int {
	s, by, most := L.CheckString(1), L.Get(3), L.OptInt(4, len(L.CheckString(1))+1)
	switch by.Type() {
	case lua.LTString, lua.LTNumber, lua.LTTable, lua.LTFunction:
	default:
		L.ArgError(3, "a text, a table or a function is needed here")
	}
	m := p.ready(L, s, L.CheckString(2))
	var out strings.Builder
	at, count := 0, 0
	for count < most && at <= len(s) && p.worked(elementSize) {
		stop := -1
		p.tried(L, func() { stop = m.match(at) })
		if stop >= 0 {
			count++
			out.WriteString(p.replacement(L, m, by, at, stop))
			if out.Len() > max(maxMade, len(s)) {
				L.RaiseError("string.gsub makes 1 MiB at most")
			}
		}
		switch {
		case stop > at:
			at = stop
		case at < len(s):
			out.WriteByte(s[at])
			at++
		default:
			at++
		}
		if m.anchored {
			break
		}
	}
	if at < len(s) {
		out.WriteString(s[at:])
	}
	L.Push(lua.LString(out.String()))
	L.Push(lua.LNumber(count))
	return 2
}

// replacement is what goes in the place of text[start:stop].
func (p *patterns) replacement(L *lua.LState, m *matcher, by lua.LValue, start, stop int) string {
	whole := m.text[start:stop]
	first := lua.LValue(lua.LString(whole))
	if m.captures > 0 {
		first = m.captured(0)
	}
	var v lua.LValue
	switch by := by.(type) {
	case *lua.LTable:
		v = L.GetTable(by, first)
	case *lua.LFunction:
		args := []lua.LValue{first}
		for n := 1; n < m.captures; n++ {
			args = append(args, m.captured(n))
		}
		out, err := p.call(by, 1, args...)
		if err != nil {
			p.raise(L, err)
		}
		v = out[0]
	default:
		var text string
		p.tried(L, func() { text = p.expand(L, m, lua.LVAsString(by), whole, first) })
		return text
	}
	switch v := v.(type) {
	case lua.LString, lua.LNumber:
		return Text(L, v)
	}
	if lua.LVAsBool(v) {
		L.RaiseError("string.gsub cannot put a %s into a text", v.Type().String())
	}
	return whole
}

// expand fills %0 to %9 and %% in a replacement.
func (p *patterns) expand(L *lua.LState, m *matcher, by, whole string, first lua.LValue) string {
	if !strings.Contains(by, "%") {
		return by
	}
	var b strings.Builder
	for i := 0; i < len(by); i++ {
		if by[i] != '%' {
			b.WriteByte(by[i])
			continue
		}
		i++
		m.spend(1)
		switch {
		case i == len(by):
			L.RaiseError("a replacement of string.gsub ends with %%")
		case by[i] == '0':
			b.WriteString(whole)
		case by[i] == '1':
			b.WriteString(Text(L, first))
		case isDigit(by[i]) && int(by[i]-'1') < m.captures:
			b.WriteString(Text(L, m.captured(int(by[i]-'1'))))
		case isDigit(by[i]):
			L.RaiseError("there is no capture %%%c", by[i])
		default:
			b.WriteByte(by[i])
		}
	}
	return b.String()
}
