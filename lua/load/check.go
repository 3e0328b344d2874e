package load

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"mud/engine"
	"mud/lua/lint"
	"mud/lua/vm"
)

// Check builds a generation and looks, beside that, for what would fail only
// when it is run. The error is Problems, or says why there is nothing to check.
func (l *Loader) Check() (report string, err error) {
	g, report, err := l.build(l.names(engine.Order{}), engine.Order{})
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		return report, err
	}
	plugins, _ := l.read(l.Plugins)
	whole := g
	if err != nil {
		whole = nil // what is missing there may only follow from its mistakes
	}
	known, err := whole.known(plugins)
	if err != nil {
		return report, err
	}
	told := map[string]bool{} // what was met while it was loaded
	for _, p := range problems {
		told[fmt.Sprint(p.File, ":", p.Line)] = true
	}
	for _, p := range plugins {
		for _, f := range p.files {
			found := lintFile(p, f, known)
			problems = append(problems, slices.DeleteFunc(found, func(p Problem) bool { return told[fmt.Sprint(p.File, ":", p.Line)] })...)
		}
		tests, err := p.tests()
		if err != nil {
			return report, err
		}
		for _, f := range tests {
			problems = append(problems, lintFile(p, f, withTests(known))...)
		}
	}
	if whole != nil {
		problems = append(problems, g.unusedNames(plugins)...)
		problems = append(problems, uncalledHooks(plugins)...)
		problems = append(problems, g.unreadTexts(plugins)...)
	}
	if g != nil && len(g.faults.plugins) == 0 {
		problems = append(problems, g.brokenHelp(plugins)...)
	}
	if len(problems) > 0 {
		problems.settle(plugins)
		return report, problems
	}
	return report, nil
}

// lintFile looks at one file. What does not compile was told already, but for
// tests, which are no part of the generation.
func lintFile(p *plugin, f file, known *lint.Known) (problems []Problem) {
	if _, err := vm.Compile(f.source, f.path); err != nil {
		if strings.HasSuffix(f.path, testSuffix) {
			return []Problem{syntaxProblem(p.Name, f, err)}
		}
		return nil
	}
	found, err := lint.File(f.source, f.path, known)
	if err != nil {
		return []Problem{{Plugin: p.Name, File: f.path, Message: err.Error()}}
	}
	for _, at := range found {
		problems = append(problems, p.named(f, at.Line, at.Name, at.Message))
	}
	return problems
}

// named is a problem with a name that stands in a line of a file.
func (p *plugin) named(f file, at int, name, message string) Problem {
	out := Problem{Plugin: p.Name, File: f.path, Line: at, Message: message, Source: line(f.source, at)}
	out.Column = wordAt(out.Source, name)
	return out
}

// testSuffix is how the names of files with tests end; see lua/spec.
const testSuffix = "_test.lua"

// tests reads the plugin's files of tests.
func (p *plugin) tests() (out []file, err error) {
	root := os.DirFS(p.dir)
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, testSuffix):
			return nil
		}
		source, err := fs.ReadFile(root, name)
		out = append(out, file{path: p.Name + "/" + name, source: source})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the tests of %s: %w", p.Name, err)
	}
	return out, nil
}

// unusedNames finds keys in [remove] and disable that take nothing away.
func (g *Generation) unusedNames(plugins []*plugin) (problems []Problem) {
	keys := lint.Set{}
	for _, def := range g.commands {
		keys[def.Key] = true
		for name := def.Name; ; {
			_, rest, ok := strings.Cut(name, ".")
			if !ok {
				break
			}
			keys[rest] = true
			name = rest
		}
		keys[def.Name] = true
	}
	list := slices.Sorted(maps.Keys(keys))
	say := func(what, key string) string {
		return fmt.Sprintf("%s: there is no command %q%s", what, key, didYouMean(key, list))
	}
	for _, p := range plugins {
		for _, name := range slices.Sorted(maps.Keys(p.Remove)) {
			for _, key := range p.Remove[name] {
				if !keys[key] {
					problems = append(problems, p.problemIn("remove", name, key, say("[remove]", key)))
				}
			}
		}
	}
	before := len(g.problems)
	for _, link := range g.links {
		for _, key := range link.r.list("disable") {
			if !keys[key] {
				link.r.problem("disable", say("disable", key))
			}
		}
	}
	problems = append(problems, g.problems[before:]...)
	g.problems = g.problems[:before]
	return problems
}
