// Package lock is the lock language: "get:false();edit:id(3) or perm(Admin)".
// It parses and judges; who passes which function is engine/access's. A Set
// never changes once it is parsed, and may be used on any goroutine.
package lock

import (
	"slices"
	"strings"
)

// Ladder is the permission ladder, the lowest rank first (spec 6.11).
var Ladder = []string{"Guest", "Player", "Helper", "Builder", "Admin", "Developer"}

// Rank is a permission's place on the ladder from 0, caselessly and in the
// plural too; -1 for what is no rank.
func Rank(perm string) int {
	perm = strings.TrimSuffix(strings.ToLower(perm), "s")
	return slices.IndexFunc(Ladder, func(r string) bool { return strings.ToLower(r) == perm })
}

// Set is the locks of one thing, one for each type.
type Set struct{ parts []part }

type part struct {
	kind string // "get"
	expr expr
}

// expr is a condition. Its text is in the form that parses to the same.
type expr interface {
	pass(call Call) bool
	String() string
}

// Call judges one function of the language.
type Call func(name string, args []string) bool

type (
	function struct {
		name string
		args []string
	}
	not  struct{ x expr }
	both struct {
		word string // "and" or "or"
		a, b expr
	}
)

func (f function) pass(call Call) bool { return call(f.name, f.args) }
func (n not) pass(call Call) bool      { return !n.x.pass(call) }

func (b both) pass(call Call) bool {
	if b.word == "and" {
		return b.a.pass(call) && b.b.pass(call)
	}
	return b.a.pass(call) || b.b.pass(call)
}

func (f function) String() string { return f.name + "(" + strings.Join(f.args, ", ") + ")" }
func (n not) String() string      { return "not " + inner(n.x) }
func (b both) String() string     { return side(b.a, b.word) + " " + b.word + " " + side(b.b, b.word) }

// inner puts parentheses around what "not" would tear apart.
func inner(x expr) string {
	if _, ok := x.(both); ok {
		return "(" + x.String() + ")"
	}
	return x.String()
}

// side puts parentheses around an "or" inside an "and".
func side(x expr, word string) string {
	if b, ok := x.(both); ok && b.word != word {
		return "(" + x.String() + ")"
	}
	return x.String()
}

func (s *Set) find(kind string) int {
	return slices.IndexFunc(s.parts, func(p part) bool { return p.kind == kind })
}

// Has reports whether there is a lock of that type.
func (s *Set) Has(kind string) bool { return s.find(kind) >= 0 }

// Check judges the lock of a type; defined is false when there is none.
func (s *Set) Check(kind string, call Call) (pass, defined bool) {
	at := s.find(kind)
	if at < 0 {
		return false, false
	}
	return s.parts[at].expr.pass(call), true
}

// constant are the functions that always give the same answer.
var constant = []string{"true", "all", "false", "none"}

// Varies reports whether there is a lock of that type whose answer depends on
// who asks, or on anything else.
func (s *Set) Varies(kind string) bool {
	at := s.find(kind)
	if at < 0 {
		return false
	}
	f, ok := s.parts[at].expr.(function)
	return !ok || !slices.Contains(constant, f.name)
}

// Types are the types of lock that there are, sorted.
func (s *Set) Types() []string {
	out := make([]string, len(s.parts))
	for i, p := range s.parts {
		out[i] = p.kind
	}
	slices.Sort(out)
	return out
}

// String is the set as text, in the order in which it was written; that of nil
// is empty.
func (s *Set) String() string {
	if s == nil {
		return ""
	}
	out := make([]string, len(s.parts))
	for i, p := range s.parts {
		out[i] = p.kind + ":" + p.expr.String()
	}
	return strings.Join(out, ";")
}

// Only returns a set with just the lock of a type.
func (s *Set) Only(kind string) *Set {
	return s.filter(func(p part) bool { return p.kind == kind })
}

// Without returns a set without the lock of a type.
func (s *Set) Without(kind string) *Set {
	return s.filter(func(p part) bool { return p.kind != kind })
}

func (s *Set) filter(keep func(part) bool) *Set {
	out := &Set{}
	for _, p := range s.parts {
		if keep(p) {
			out.parts = append(out.parts, p)
		}
	}
	return out
}

// Over returns s with the locks of below added for types that s has not. Both
// may be nil.
func (s *Set) Over(below *Set) *Set {
	if s == nil || below == nil {
		if s == nil {
			return below
		}
		return s
	}
	out := &Set{parts: slices.Clone(s.parts)}
	for _, p := range below.parts {
		if !s.Has(p.kind) {
			out.parts = append(out.parts, p)
		}
	}
	return out
}
