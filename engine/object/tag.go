package object

import (
	"slices"
	"strings"
)

// Tag is a label with a category ("" for none). Tags are lower case.
type Tag struct {
	Key      string `json:"key"`
	Category string `json:"category,omitempty"`
}

// tagOf is a tag as it is kept.
func tagOf(key, category string) Tag {
	return Tag{strings.ToLower(strings.TrimSpace(key)), strings.ToLower(strings.TrimSpace(category))}
}

// AddTag adds a label. An empty one is left out.
func (o *Object) AddTag(key, category string) {
	t := tagOf(key, category)
	if t.Key != "" && !slices.Contains(o.f.Tags, t) {
		setField(o, &o.f.Tags, append(slices.Clone(o.f.Tags), t))
		o.world.tagged.add(t, o)
	}
}

// RemoveTag takes a label away and reports whether it was there.
func (o *Object) RemoveTag(key, category string) bool {
	t := tagOf(key, category)
	out, found := without(o.f.Tags, func(x Tag) bool { return x == t })
	if found {
		setField(o, &o.f.Tags, out)
		o.world.tagged.remove(t, o)
		o.SetTagData(key, category, "")
	}
	return found
}

// HasTag reports whether the entity has the label.
func (o *Object) HasTag(key, category string) bool {
	return slices.Contains(o.f.Tags, tagOf(key, category))
}

// tagData is what an entity knows about one of its tags.
type tagData struct {
	Tag
	Data string `json:"data"`
}

// TagData is the text that belongs to a tag of the entity, "" for none.
func (o *Object) TagData(key, category string) string {
	t := tagOf(key, category)
	for _, d := range o.f.TagData {
		if d.Tag == t {
			return d.Data
		}
	}
	return ""
}

// SetTagData gives a text to a tag of the entity; "" takes it away.
func (o *Object) SetTagData(key, category, data string) {
	t := tagOf(key, category)
	out, found := without(o.f.TagData, func(x tagData) bool { return x.Tag == t })
	if data != "" && o.HasTag(key, category) {
		out, found = append(out, tagData{t, data}), true
	}
	if found {
		setField(o, &o.f.TagData, out)
	}
}
