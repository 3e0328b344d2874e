package config

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// root is the repository's folder, where mud.toml is.
const root = "../../.."

// unset matches a key that mud.toml shows without setting it, since its default
// follows from another.
var unset = regexp.MustCompile(`(?m)^# ([a-z_]+ = )`)

// shipped is the text of mud.toml, and the same with every key set.
func shipped(t *testing.T) (text, full string) {
	t.Helper()
	t.Chdir(root)
	data, err := os.ReadFile("mud.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data), unset.ReplaceAllString(string(data), "$1")
}

func TestShippedFileSetsTheDefaults(t *testing.T) {
	text, full := shipped(t)
	if text == full {
		t.Error("mud.toml sets the keys whose defaults follow from the mode, so changing the mode would not change them")
	}
	loaded, err := Load("mud.toml")
	if err != nil {
		t.Fatal(err)
	}
	every := defaults(Default().Dir)
	if err := every.read(full); err != nil {
		t.Fatal(err)
	}
	every.resolve()
	for name, c := range map[string]*Config{"as it is": loaded, "with every key set": every} {
		want := Default()
		c.Path, c.lines, want.lines = "", nil, nil
		if !reflect.DeepEqual(c, want) {
			t.Errorf("%s, mud.toml gives\n%+v\nbut the defaults are\n%+v", name, c, want)
		}
	}
}

func TestShippedFileHasEveryKeyOnce(t *testing.T) {
	_, full := shipped(t)
	var inFile []string
	meta, err := toml.Decode(full, &map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range meta.Keys() {
		inFile = append(inFile, key.String())
	}
	var inTables []string
	for _, s := range Default().sections() {
		inTables = append(inTables, s.name)
		for _, f := range s.fields() {
			inTables = append(inTables, place(s.name, f.key))
		}
	}
	inStructs := tags(reflect.TypeFor[Config](), "")
	for name, keys := range map[string][]string{"mud.toml": inFile, "the tables of fields": inTables} {
		have := slices.Sorted(slices.Values(keys))
		if want := slices.Sorted(slices.Values(inStructs)); !slices.Equal(have, want) {
			t.Errorf("%s: the keys are\n%q\nbut the structs have\n%q", name, have, want)
		}
	}
}

// tags are the keys that the structs have by their tags, with their sections.
func tags(s reflect.Type, within string) (keys []string) {
	for i := range s.NumField() {
		f := s.Field(i)
		if tag := f.Tag.Get("toml"); tag != "" && f.Type.Kind() != reflect.Map {
			keys = append(keys, within+tag)
			if f.Type.Kind() == reflect.Struct {
				keys = append(keys, tags(f.Type, tag+".")...)
			}
		}
	}
	return keys
}

func TestShippedFileExplainsEveryKey(t *testing.T) {
	_, full := shipped(t)
	for _, s := range Default().sections() {
		_, body, _ := strings.Cut(full, "\n["+s.name+"]\n")
		for _, f := range s.fields() {
			t.Run(place(s.name, f.key), func(t *testing.T) {
				comment := above(body, f.key)
				if !strings.Contains(comment, f.allowed) {
					t.Errorf("the comment is %q; it should have the rule %q", comment, f.allowed)
				}
				if strings.TrimSpace(strings.Replace(comment, f.allowed, "", 1)) == "" {
					t.Error("the comment does not say what the key does")
				}
			})
		}
	}
}

// above is the comment right above the first place where text sets key, on one line.
func above(text, key string) string {
	var comment []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, key+" = ") {
			break
		}
		if !strings.HasPrefix(line, "#") {
			comment = nil
			continue
		}
		comment = append(comment, strings.Fields(strings.TrimPrefix(line, "#"))...)
	}
	return strings.Join(comment, " ")
}
