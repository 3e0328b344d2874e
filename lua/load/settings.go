package load

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// setting is one setting of a plugin. In plugin.toml it is its default alone,
// or a table with the default and its bounds:
//
//	cat = 60
//	clock = { default = 900, min = 60, max = 86400 }
//	mood = { default = "calm", choices = ["calm", "wild"] }
type setting struct {
	def      any
	min, max *float64
	choices  []any
}

// settingKeys are what the table of a setting may have.
var settingKeys = []string{"default", "min", "max", "choices"}

// settingsOf reads [settings] of a manifest.
func (p *plugin) settingsOf() (map[string]setting, Problems) {
	out := map[string]setting{}
	var problems Problems
	for _, key := range slices.Sorted(maps.Keys(p.Settings)) {
		s, wrong := readSetting(p.Settings[key])
		if wrong == "" {
			wrong = s.wrong(s.def)
		}
		if wrong != "" {
			problems = append(problems, p.problemIn("settings", key, "", fmt.Sprintf("[settings] %s %s", key, wrong)))
		}
		out[key] = s
	}
	return out, problems
}

func readSetting(v any) (s setting, wrong string) {
	t, ok := v.(map[string]any)
	if !ok || t["default"] == nil {
		return setting{def: v}, ""
	}
	s.def = t["default"]
	for _, key := range slices.Sorted(maps.Keys(t)) {
		switch key {
		case "default":
		case "min", "max":
			n, ok := number(t[key])
			if !ok {
				return s, fmt.Sprintf("%s must be a number", key)
			}
			if key == "min" {
				s.min = &n
			} else {
				s.max = &n
			}
		case "choices":
			if s.choices, ok = t[key].([]any); !ok {
				return s, "choices must be a list"
			}
		default:
			return s, fmt.Sprintf("has the key %q%s; there are %s", key, didYouMean(key, settingKeys), strings.Join(settingKeys, ", "))
		}
	}
	return s, ""
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// kindOfSetting names the type of a value of TOML.
func kindOfSetting(v any) string {
	switch v.(type) {
	case int, int64:
		return "a whole number"
	case float64:
		return "a number"
	case string:
		return "a text"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("a %T", v)
}

// wrong says what a value must be, "" when it is that.
func (s setting) wrong(v any) string {
	want, is := kindOfSetting(s.def), kindOfSetting(v)
	n, isNumber := number(v)
	switch {
	case want == "a number" && isNumber:
	case want == "a whole number" && isNumber && n == math.Trunc(n):
	case want != is:
		return fmt.Sprintf("must be %s, not %s", want, is)
	}
	switch {
	case isNumber && s.min != nil && n < *s.min, isNumber && s.max != nil && n > *s.max:
		return fmt.Sprintf("must be %s%s, not %v", want, s.span(), v)
	case s.choices != nil && !slices.ContainsFunc(s.choices, func(c any) bool { return fmt.Sprint(c) == fmt.Sprint(v) }):
		return fmt.Sprintf("must be one of %s, not %v", strings.Trim(fmt.Sprint(s.choices), "[]"), v)
	}
	return ""
}

// span is the range of a setting in words.
func (s setting) span() string {
	switch {
	case s.min != nil && s.max != nil:
		return fmt.Sprintf(" from %v to %v", *s.min, *s.max)
	case s.min != nil:
		return fmt.Sprintf(" from %v", *s.min)
	}
	return fmt.Sprintf(" up to %v", *s.max)
}

// takeSettings makes the settings of a plugin: those of mud.toml over the
// defaults of its manifest.
func (g *Generation) takeSettings(p *plugin) {
	known, problems := p.settingsOf()
	g.problems = append(g.problems, problems...)
	out := map[string]any{}
	for key, s := range known {
		out[key] = s.def
	}
	own := g.loader.Settings[p.Name]
	for _, key := range slices.Sorted(maps.Keys(own)) {
		s, ok := known[key]
		wrong := ""
		if !ok {
			wrong = fmt.Sprintf("is no setting of %s%s", p.Name, didYouMean(key, slices.Sorted(maps.Keys(known))))
		} else {
			wrong = s.wrong(own[key])
		}
		if wrong != "" {
			g.problem(g.loader.configured(p.Name, fmt.Sprintf("[plugin.%s] %s %s", p.Name, key, wrong), "plugin", p.Name, key))
			continue
		}
		out[key] = own[key]
	}
	g.settings[p.Name] = out
}

// configured is something wrong with a key of mud.toml, which only a start reads.
func (l *Loader) configured(plugin, message string, keys ...string) Problem {
	if l.built {
		message += " (so it was at the start; mud restart reads the file anew)"
	}
	p := Problem{Plugin: plugin, File: "mud.toml", Message: message, Outside: true}
	if l.Where == nil {
		return p
	}
	at := l.Where(keys...)
	if colon := strings.LastIndexByte(at, ':'); colon > 0 {
		if n, err := strconv.Atoi(at[colon+1:]); err == nil {
			at, p.Line = at[:colon], n
		}
	}
	p.File = cmp.Or(at, p.File)
	if source, err := os.ReadFile(p.File); err == nil {
		p.Source = line(source, p.Line)
		p.Column = wordAt(p.Source, keys[len(keys)-1])
	}
	return p
}

// strangers are the tables [plugin.NAME] of mud.toml for which there is no
// plugin at all.
func (l *Loader) strangers() (problems Problems) {
	there := l.folders()
	for _, name := range slices.Sorted(maps.Keys(l.Settings)) {
		if !slices.Contains(there, name) {
			problems = append(problems, l.configured("", fmt.Sprintf(
				"[plugin.%s] there is no plugin %q in %s%s", name, name, l.Path, didYouMean(name, there)), "plugin", name))
		}
	}
	return problems
}
