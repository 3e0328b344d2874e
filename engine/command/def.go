// Package command is the command system without a world: definitions, command
// sets and how they are merged, how a line finds its command, how arguments
// are parsed. It is pure: it changes nothing, and the same input gives the
// same result. Rules are those of sessions-spec.md groups 5 and 6.
package command

import (
	"regexp"
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
}

// System reports whether a key is that of a system command, such as
// "__nomatch". They survive every merge, and nobody can type them.
func System(key string) bool { return strings.HasPrefix(key, "__") }

// names are the key and the aliases in lower case.
func (d *Def) names() []string {
	out := make([]string, 0, 1+len(d.Aliases))
	out = append(out, strings.ToLower(d.Key))
	for _, a := range d.Aliases {
		out = append(out, strings.ToLower(a))
	}
	return out
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
}

// Set is a command set. Sets are not changed once they are built.
type Set struct {
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
}
