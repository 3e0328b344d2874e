package builtin

import (
	"errors"
	"fmt"
	"strings"
)

// Bounds of one pattern matching call. The VM's own meter cannot look into a
// library function, so the matcher counts for itself.
const (
	maxSteps    = 2_000_000 // places tried; some 20 ms
	maxDepth    = 4_000     // nested tries
	maxCaptures = 32        // as in Lua 5.1
	maxPattern  = 64 << 10  // bytes of one
	itemSize    = 64        // bytes of one of its items
)

// errTooComplex ends a match that would take too long.
var errTooComplex = errors.New("the pattern is too complex for this text")

// class is a set of bytes.
type class [4]uint64

func (c *class) add(b byte)      { c[b>>6] |= 1 << (b & 63) }
func (c *class) has(b byte) bool { return c[b>>6]&(1<<(b&63)) != 0 }

func (c *class) addRange(lo, hi byte) {
	for b := int(lo); b <= int(hi); b++ {
		c.add(byte(b))
	}
}

func (c *class) join(other class) {
	for i := range c {
		c[i] |= other[i]
	}
}

func (c class) not() class {
	for i := range c {
		c[i] = ^c[i]
	}
	return c
}

// anyByte is what "." matches.
var anyByte = class{}.not()

// named are the classes of Lua's reference manual, 5.4.1, for ASCII.
var named = map[byte]func(b byte) bool{
	'a': isLetter,
	'c': func(b byte) bool { return b < 32 || b == 127 },
	'd': isDigit,
	'l': func(b byte) bool { return b >= 'a' && b <= 'z' },
	'p': func(b byte) bool { return b > 32 && b < 127 && !isLetter(b) && !isDigit(b) },
	's': func(b byte) bool { return b == ' ' || b >= 9 && b <= 13 },
	'u': func(b byte) bool { return b >= 'A' && b <= 'Z' },
	'w': func(b byte) bool { return isLetter(b) || isDigit(b) },
	'x': func(b byte) bool { return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'f' },
	'z': func(b byte) bool { return b == 0 },
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
func isDigit(b byte) bool  { return b >= '0' && b <= '9' }

// classes are the named ones as sets, the capital letters their complements.
var classes = func() map[byte]class {
	out := map[byte]class{}
	for letter, in := range named {
		var c class
		for b := range 256 {
			if in(byte(b)) {
				c.add(byte(b))
			}
		}
		out[letter], out[letter-0x20] = c, c.not()
	}
	return out
}()

// escaped is what %b means in a pattern: a class, or the byte itself.
func escaped(b byte) class {
	if c, ok := classes[b]; ok {
		return c
	}
	var c class
	c.add(b)
	return c
}

// kind is what an item of a pattern does.
type kind byte

const (
	single   kind = iota // one byte of the class, as often as repeat says
	opening              // begins the capture n
	place                // captures the place
	closing              // ends the capture n
	backref              // what the capture n was
	balanced             // from open to its close
	frontier             // between a byte outside and one inside of the class
	end                  // the end of the text
)

type item struct {
	kind   kind
	class  class
	repeat byte // 0, '*', '+', '-' or '?'
	n      int  // of a capture
	from   byte // of balanced
	to     byte
}

// pattern is a Lua pattern, ready to be matched.
type pattern struct {
	items    []item
	anchored bool
	captures int
}

// compile reads a pattern.
func compile(text string) (*pattern, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("a pattern may have %d KiB, and this one has %d", maxPattern>>10, len(text)>>10)
	}
	c := compiler{text: text}
	c.anchored = strings.HasPrefix(text, "^")
	if c.anchored {
		c.at = 1
	}
	for c.at < len(text) {
		if err := c.item(); err != nil {
			return nil, fmt.Errorf("malformed pattern %q: %w", text, err)
		}
	}
	if len(c.opened) > 0 {
		return nil, fmt.Errorf("malformed pattern %q: a ( is not closed", text)
	}
	return &c.pattern, nil
}

type compiler struct {
	pattern
	text   string
	at     int
	opened []int // captures that are not closed yet
}

func (c *compiler) add(it item) { c.items = append(c.items, it) }

// item reads one item.
func (c *compiler) item() error {
	switch b := c.text[c.at]; {
	case b == '(':
		return c.capture()
	case b == ')':
		if len(c.opened) == 0 {
			return errors.New("a ) has no (")
		}
		c.at++
		last := len(c.opened) - 1
		c.add(item{kind: closing, n: c.opened[last]})
		c.opened = c.opened[:last]
		return nil
	case b == '$' && c.at+1 == len(c.text):
		c.at++
		c.add(item{kind: end})
		return nil
	case b == '%' && c.at+1 < len(c.text):
		if done, err := c.special(c.text[c.at+1]); done || err != nil {
			return err
		}
	}
	set, err := c.class()
	if err != nil {
		return err
	}
	it := item{kind: single, class: set}
	if c.at < len(c.text) && strings.IndexByte("*+-?", c.text[c.at]) >= 0 {
		it.repeat = c.text[c.at]
		c.at++
	}
	c.add(it)
	return nil
}

func (c *compiler) capture() error {
	if c.captures == maxCaptures {
		return fmt.Errorf("there may be %d captures", maxCaptures)
	}
	c.at++
	it := item{kind: opening, n: c.captures}
	c.captures++
	if c.at < len(c.text) && c.text[c.at] == ')' {
		c.at++
		it.kind = place
	} else {
		c.opened = append(c.opened, it.n)
	}
	c.add(it)
	return nil
}

// special reads %b, %f and %1 to %9.
func (c *compiler) special(b byte) (done bool, err error) {
	switch {
	case b == 'b':
		if c.at+3 >= len(c.text) {
			return false, errors.New("%b needs two characters")
		}
		c.add(item{kind: balanced, from: c.text[c.at+2], to: c.text[c.at+3]})
		c.at += 4
		return true, nil
	case b == 'f':
		c.at += 2
		if c.at >= len(c.text) || c.text[c.at] != '[' {
			return false, errors.New("%f needs a set such as %f[%w]")
		}
		set, err := c.class()
		c.add(item{kind: frontier, class: set})
		return true, err
	case isDigit(b):
		n := int(b) - '1'
		if n < 0 || n >= c.captures {
			return false, fmt.Errorf("there is no capture %%%c", b)
		}
		for _, open := range c.opened {
			if open == n {
				return false, fmt.Errorf("the capture %%%c is not closed yet", b)
			}
		}
		c.add(item{kind: backref, n: n})
		c.at += 2
		return true, nil
	}
	return false, nil
}

// class reads what matches one byte.
func (c *compiler) class() (set class, err error) {
	b := c.text[c.at]
	c.at++
	switch b {
	case '.':
		return anyByte, nil
	case '%':
		if c.at == len(c.text) {
			return set, errors.New("it ends with %")
		}
		c.at++
		return escaped(c.text[c.at-1]), nil
	case '[':
		return c.set()
	}
	set.add(b)
	return set, nil
}

// set reads what follows a "[".
func (c *compiler) set() (set class, err error) {
	negated := c.at < len(c.text) && c.text[c.at] == '^'
	if negated {
		c.at++
	}
	for first := true; ; first = false {
		if c.at >= len(c.text) {
			return set, errors.New("a [ has no ]")
		}
		b := c.text[c.at]
		c.at++
		switch {
		case b == ']' && !first:
			if negated {
				return set.not(), nil
			}
			return set, nil
		case b == '%' && c.at < len(c.text):
			set.join(escaped(c.text[c.at]))
			c.at++
		case c.at+1 < len(c.text) && c.text[c.at] == '-' && c.text[c.at+1] != ']':
			set.addRange(b, c.text[c.at+1])
			c.at += 2
		default:
			set.add(b)
		}
	}
}
