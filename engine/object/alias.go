package object

import (
	"slices"
	"strings"
)

// aliasCategory is what sort of another name an alias is, such as a plural.
type aliasCategory struct {
	Alias    string `json:"alias"`
	Category string `json:"category"`
}

// AddAlias adds another name, of a category or of none (""). One that is there
// already gets the category.
func (o *Object) AddAlias(alias, category string) {
	t := tagOf(alias, category)
	if t.Key == "" {
		return
	}
	if !slices.Contains(o.f.Aliases, t.Key) {
		setField(o, &o.f.Aliases, append(slices.Clone(o.f.Aliases), t.Key))
		o.touch()
	}
	o.categorize(t.Key, t.Category)
}

// RemoveAlias takes a name away and reports whether it was there.
func (o *Object) RemoveAlias(alias string) bool {
	out, found := without(o.f.Aliases, func(a string) bool { return strings.EqualFold(a, alias) })
	if found {
		setField(o, &o.f.Aliases, out)
		o.categorize(tagOf(alias, "").Key, "")
		o.touch()
	}
	return found
}

// AliasCategory is the category of one of its aliases, "" for none.
func (o *Object) AliasCategory(alias string) string {
	for _, c := range o.f.AliasCategories {
		if strings.EqualFold(c.Alias, alias) {
			return c.Category
		}
	}
	return ""
}

func (o *Object) categorize(alias, category string) {
	out, found := without(o.f.AliasCategories, func(c aliasCategory) bool { return c.Alias == alias })
	if category != "" {
		out, found = append(out, aliasCategory{alias, category}), true
	}
	if found {
		setField(o, &o.f.AliasCategories, out)
	}
}
