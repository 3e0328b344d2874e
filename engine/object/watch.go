package object

import "mud/engine/value"

// Field names something of an entity that can be watched: an attribute, or one
// of its own properties.
type Field struct {
	Property string `json:"property,omitempty"` // "key", "location"; "" for an attribute
	Category string `json:"category,omitempty"`
	Key      string `json:"key,omitempty"`
}

// The properties that can be watched.
var (
	KeyField      = Field{Property: "key"}
	LocationField = Field{Property: "location"}
)

// String is the field as scripts write it: "db.hp", "location".
func (f Field) String() string {
	if f.Property != "" {
		return f.Property
	}
	return "db." + f.Key
}

// Value is what a field holds now, nil for nothing.
func (o *Object) Value(f Field) value.Value {
	switch f {
	case KeyField:
		return o.Key()
	case LocationField:
		if o.location == nil {
			return nil
		}
		return o.location.id
	}
	v, _ := o.Attr(f.Category, f.Key)
	return v
}

// changed tells whoever watches that a field has changed.
func (o *Object) changed(f Field) {
	if o.world.Changed != nil {
		o.world.Changed(o, f)
	}
}
