package load

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/command"
	"mud/lua/lint"
	"mud/lua/vm"
)

// helpText is a text that help shows: a topic, or what a command says of itself.
type helpText struct {
	plugin *plugin
	file   file
	from   int    // where in the file to look for what is in the text
	text   string // as players see it
}

// The two forms in which a help text names others: what stands in backquotes is
// a line to be typed, and a word that begins with @ is a command.
var (
	quotedLine  = regexp.MustCompile("`([^`\n]+)`")
	atCommand   = regexp.MustCompile(`(?:^|[\s("',;:])(@[A-Za-z]\w*)`)
	subtopic    = regexp.MustCompile(`(?m)^###*\s+(.+?)\s*$`)
	helpField   = regexp.MustCompile(`\bhelp\s*=`)
	symbol      = regexp.MustCompile(`^[^\w@&/+]`) // a name without letters needs no space behind it: "hello
	placeholder = regexp.MustCompile(`^[A-Z][A-Z_]*$|^[<\[{…]`)
	notation    = regexp.MustCompile(`[|(]|\w:`) // markup and locks, |r and get:false(), are not typed
)

// helpTexts are all texts that help shows.
func (g *Generation) helpTexts(plugins []*plugin) (out []helpText) {
	byName := map[string]*plugin{}
	for _, p := range plugins {
		byName[p.Name] = p
		for _, f := range p.help {
			out = append(out, helpText{p, f, 0, string(f.source)})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.commands)) {
		d := g.commands[name]
		f := g.sources[d.Where]
		h := helpText{byName[d.Plugin], f, 0, d.Help}
		if at := helpField.FindIndex(f.source); at != nil {
			h.from = at[0]
		}
		out = append(out, h)
	}
	return out
}

// bareName is the name of a command as it is compared: its prefix may be left
// out and added.
func bareName(name string) string {
	if bare := strings.TrimLeft(strings.ToLower(name), "@&/+"); bare != "" {
		return bare
	}
	return name
}

// helpNames are what help texts may name: lines that can be typed, and what
// help tells about.
type helpNames struct {
	commands, entries lint.Set
	directions        lint.Set            // exits are things: most are called so
	parts             map[string]lint.Set // the subtopics of an entry
}

// directions are the names that core knows for exits.
func (g *Generation) directions() lint.Set {
	out := lint.Set{}
	if module, ok := g.modules[Core+".lib.directions"].(*lua.LTable); ok {
		if names, ok := module.RawGetString("names").(*lua.LTable); ok {
			vm.Each(names, func(name, _ lua.LValue) { out[name.String()] = true })
		}
	}
	return out
}

func (g *Generation) helpNames(plugins []*plugin) helpNames {
	n := helpNames{lint.Set{}, lint.Set{"topics": true}, g.directions(), map[string]lint.Set{}}
	add := func(name, text string) {
		n.entries[name] = true
		for _, m := range subtopic.FindAllStringSubmatch(text, -1) {
			if n.parts[name] == nil {
				n.parts[name] = lint.Set{}
			}
			n.parts[name][strings.ToLower(m[1])] = true
		}
	}
	for _, d := range g.commands {
		for _, word := range append([]string{d.Key}, d.Aliases...) {
			if !command.System(word) {
				n.commands[bareName(word)] = true
				add(bareName(word), d.Help)
			}
		}
		n.entries[strings.ToLower(d.Category)] = true
	}
	for _, key := range g.faults.in("commands") {
		n.commands[bareName(key)], n.entries[bareName(key)] = true, true
	}
	for _, p := range plugins {
		for _, f := range p.help {
			add(bareName(textName(f)), string(f.source))
		}
	}
	return n
}

// brokenHelp finds help texts that name a command or a topic which is not
// there, or that a command hides. That is no reason to keep the old scripts, so
// a reload tells it only.
func (g *Generation) brokenHelp(plugins []*plugin) []Problem {
	problems := g.hiddenHelp(plugins)
	names := g.helpNames(plugins)
	for _, h := range g.helpTexts(plugins) {
		told := map[string]bool{}
		say := func(name, message string) {
			if message != "" && !told[name] {
				told[name] = true
				problems = append(problems, h.problem(name, message))
			}
		}
		for _, m := range quotedLine.FindAllStringSubmatch(h.text, -1) {
			name, message := names.line(m[1])
			say(name, message)
		}
		for _, m := range atCommand.FindAllStringSubmatch(quotedLine.ReplaceAllString(h.text, ""), -1) {
			if !names.commands[bareName(m[1])] {
				say(m[1], names.noCommand(m[1]))
			}
		}
	}
	return problems
}

// line says what is wrong with a line that readers are told to type, and which
// name in it is.
func (n helpNames) line(line string) (name, message string) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	word, _, _ = strings.Cut(word, "/")
	rest = strings.TrimSpace(rest)
	switch {
	case word == "" || placeholder.MatchString(word) || notation.MatchString(word) || n.directions[strings.ToLower(word)]:
		return "", ""
	case !n.commands[bareName(word)] && !n.commands[symbol.FindString(word)]:
		return word, n.noCommand(word)
	case bareName(word) != "help" || rest == "" || placeholder.MatchString(rest):
		return "", ""
	}
	entry, part, _ := strings.Cut(rest, "/")
	if key := bareName(strings.TrimSpace(entry)); !n.entries[key] {
		return entry, fmt.Sprintf("there is no help about %q%s", entry, didYouMean(key, slices.Sorted(maps.Keys(n.entries))))
	} else if part != "" && !placeholder.MatchString(part) {
		first, _, _ := strings.Cut(strings.ToLower(part), "/")
		if !n.parts[key][first] {
			return rest, fmt.Sprintf("the help about %s has no part %q%s", entry, first, didYouMean(first, slices.Sorted(maps.Keys(n.parts[key]))))
		}
	}
	return "", ""
}

// noCommand says that there is no such command. What is like none, and has no @,
// may be an exit, a channel or a word that a thing hears.
func (n helpNames) noCommand(name string) string {
	near := command.Nearest(bareName(name), slices.Sorted(maps.Keys(n.commands)))
	if near == "" && !strings.HasPrefix(name, "@") {
		return ""
	}
	if near == "" {
		return fmt.Sprintf("there is no command %q", name)
	}
	if strings.HasPrefix(name, "@") {
		near = "@" + near
	}
	return fmt.Sprintf("there is no command %q; did you mean %q?", name, near)
}

// problem is something wrong with a name in a help text.
func (h helpText) problem(name, message string) Problem {
	out := Problem{Plugin: h.plugin.Name, File: h.file.path, Message: message}
	source := string(h.file.source)
	at := regexp.MustCompile(`(?:^|\W)(` + regexp.QuoteMeta(name) + `)(?:\W|$)`).FindStringSubmatchIndex(source[h.from:])
	offset := h.from // a text from another file: where it is brought in
	if at != nil {
		offset += at[2]
	}
	out.Line = 1 + strings.Count(source[:offset], "\n")
	out.Column = offset - strings.LastIndexByte(source[:offset], '\n')
	out.Source = line(h.file.source, out.Line)
	return out
}

// sameHelp finds topics of a plugin that nobody can read, as another topic of
// the plugin has their name.
func (g *Generation) sameHelp(plugins []*plugin) {
	for _, p := range plugins {
		topics := map[string]string{}
		for _, f := range p.help {
			name := textName(f)
			key := strings.ToLower(name)
			if other := topics[key]; other != "" {
				g.problem(p.helpProblem(f, "this topic and %s have the same name, %q: rename one of them", other, name))
			}
			topics[key] = f.path
		}
	}
}

// hiddenHelp finds topics of a plugin in the place of which help shows a command
// of the plugin to those who have it.
func (g *Generation) hiddenHelp(plugins []*plugin) (problems []Problem) {
	commands := map[string]map[string]string{} // the files of commands by plugin and name
	for _, name := range slices.Sorted(maps.Keys(g.commands)) {
		d := g.commands[name]
		for _, word := range append([]string{d.Key}, d.Aliases...) {
			if commands[d.Plugin] == nil {
				commands[d.Plugin] = map[string]string{}
			}
			if !d.HelpHidden {
				commands[d.Plugin][strings.ToLower(word)] = d.Where
			}
		}
	}
	for _, p := range plugins {
		for _, f := range p.help {
			name := textName(f)
			if other := commands[p.Name][strings.ToLower(name)]; other != "" {
				problems = append(problems, p.helpProblem(f,
					"help %s shows the command of %s, so those who have the command cannot read this topic: rename it", name, other))
			}
		}
	}
	return problems
}

// helpProblem is something wrong with a topic as a whole.
func (p *plugin) helpProblem(f file, format string, args ...any) Problem {
	return Problem{Plugin: p.Name, File: f.path, Line: 1, Column: 1, Source: line(f.source, 1), Message: fmt.Sprintf(format, args...)}
}
