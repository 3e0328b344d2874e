package command

import "strings"

// Parsed is what the usual parse finds in a command's arguments (spec 6.6):
// name/switch/switch lhs, lhs = rhs, rhs.
type Parsed struct {
	Switches    []string    // those that were typed, in full
	BadSwitches []BadSwitch // those that are not understood
	Args        string      // what follows the switches, trimmed
	Lhs         string      // what stands before the first "="
	Rhs         *string     // what stands behind it, nil without "="
	LhsList     []string    // Lhs at its commas
	RhsList     []string    // Rhs at its commas
	ArgList     []string    // Args at its white space
}

// BadSwitch is a switch that the command does not know, or one that may be
// the short form of several.
type BadSwitch struct {
	Name    string
	Nearest string // what may have been meant, "" for nothing
}

// ParseArgs parses what follows a command's name.
func ParseArgs(d *Def, args string) Parsed {
	var p Parsed
	if strings.HasPrefix(args, "/") {
		var typed string
		typed, args = cutSpace(args[1:])
		for _, s := range strings.Split(typed, "/") {
			p.addSwitch(d, strings.ToLower(s))
		}
	}
	p.Args = strings.TrimSpace(args)
	p.ArgList = strings.Fields(p.Args)
	lhs, rhs, found := strings.Cut(p.Args, "=")
	p.Lhs, p.LhsList = strings.TrimSpace(lhs), commas(lhs)
	if found {
		rhs = strings.TrimSpace(rhs)
		p.Rhs, p.RhsList = &rhs, commas(rhs)
	}
	return p
}

func cutSpace(s string) (word, rest string) {
	if at := strings.IndexAny(s, " \t"); at >= 0 {
		return s[:at], s[at:]
	}
	return s, ""
}

// addSwitch takes a switch that is declared, also in a short form that only
// one declared switch begins with.
func (p *Parsed) addSwitch(d *Def, s string) {
	if s == "" {
		return
	}
	var begins []string
	for _, known := range d.Switches {
		if strings.EqualFold(known, s) {
			p.Switches = append(p.Switches, known)
			return
		}
		if strings.HasPrefix(strings.ToLower(known), s) {
			begins = append(begins, known)
		}
	}
	if len(begins) == 1 {
		p.Switches = append(p.Switches, begins[0])
		return
	}
	p.BadSwitches = append(p.BadSwitches, BadSwitch{s, Nearest(s, d.Switches)})
}

func commas(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
