// Package command is the command system without a world: definitions, command
// sets and how they are merged, how a line finds its command, how arguments
// are parsed. It is pure: it changes nothing, and the same input gives the
// same result. Rules are those of sessions-spec.md groups 5 and 6.
package command

import (
	"regexp"
	"slices"
	"strings"

	"mud/engine/lock"
)

// Def is one command as a script defines it.
type Def struct {
	Name       string         // unique in its generation: "core.social.say"
	Key        string         // what is typed
	Aliases    []string       // what may be typed instead
	Locks      *lock.Set      // the type "cmd" says who may use it; nil for everybody
	Category   string         // for the help index
	Help       string         // for players
	HelpHidden bool           // left out of the help index
	Switches   []string       // those that are understood
	ArgRegex   *regexp.Regexp // what must follow the name; nil for a space, a slash or the end
	Syntax     *Syntax        // how arguments are read, nil for by hand
	Where      string         // file, for builders
	Plugin     string         // whose it is
	IsExit     bool           // it is the name of an exit
	Handle     any            // the script's functions, which this package does not know

	low []string // see names
}

// System reports whether a key is that of a system command, such as
// "__nomatch". They survive every merge, and nobody can type them.
func System(key string) bool { return strings.HasPrefix(key, "__") }

// names are the key and the aliases in lower case; a system command has its
// key alone.
func (d *Def) names() []string {
	if d.low == nil {
		d.low = append(make([]string, 0, 1+len(d.Aliases)), strings.ToLower(d.Key))
		for _, a := range d.Aliases {
			if low := strings.ToLower(a); !System(d.Key) && low != "" {
				d.low = append(d.low, low)
			}
		}
	}
	return d.low
}

// Named is the command under another name, as those of exits and channels are.
func (d *Def) Named(key string, aliases []string) *Def {
	out := *d
	out.Key, out.Aliases, out.low = key, aliases, nil
	return &out
}

// Same reports whether two commands are the same: any name of one is a name of
// the other (spec 5.3).
func (d *Def) Same(other *Def) bool {
	for _, a := range d.names() {
		for _, b := range other.names() {
			if a == b {
				return true
			}
		}
	}
	return false
}

// MergeType is how a set is merged with one of lower priority (spec 5.2).
type MergeType uint8

// The ways to merge.
const (
	Union     MergeType = iota // all commands, same-named ones from the winner
	Intersect                  // the winner's commands that both have
	Replace                    // the winner's commands only
	Remove                     // the loser's commands without those the winner names
)

// Bound is a command as it sits in a set: with whose it is.
type Bound struct {
	*Def
	Obj    any  // what the set sits on, nil for a session
	Source *Set // the set that it came from

	seq int32 // its place in the order of gathering
}

// Set is a command set. Sets are not changed once they are merged.
type Set struct {
	Name       string // unique in its generation: "haven.inn"
	Key        string
	Priority   int
	Merge      MergeType
	Duplicates *bool                // of equal priority: keep both of two same-named commands
	KeyMerges  map[string]MergeType // how to merge with the set of that key
	NoExits    *bool                // exits are no commands
	NoObjs     *bool                // things around give no commands
	NoChannels *bool                //
	Commands   []Bound
	Error      string // why the set could not be loaded, "" if it was

	own []Bound // see settled
}

// settled are the set's commands with repeated names settled: the later one
// stays. One that keeps duplicates settles its system commands only.
func (s *Set) settled(duplicates bool) []Bound {
	if s.own == nil {
		s.own = settle(s.Commands, func(Bound) bool { return true })
	}
	if !duplicates || len(s.own) == len(s.Commands) {
		return s.own
	}
	return settle(s.Commands, isSystem)
}

// settle drops those of the commands that may be dropped and share a name with
// a later one.
func settle(commands []Bound, may func(Bound) bool) []Bound {
	out := make([]Bound, 0, len(commands))
	seen := make(map[string]bool, 2*len(commands))
	for i, b := range slices.Backward(commands) {
		names := b.Def.names()
		if may(b) && slices.ContainsFunc(names, func(n string) bool { return seen[n] }) {
			continue
		}
		for _, n := range names {
			seen[n] = true
		}
		b.seq = int32(i)
		out = append(out, b)
	}
	slices.Reverse(out)
	return out
}
