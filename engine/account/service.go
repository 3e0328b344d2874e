package account

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mud/engine/guard"
	"mud/engine/object"
)

// ErrCredentials is what a player is told for a wrong name and for a wrong
// password alike.
var ErrCredentials = errors.New("There is no account with that name and password.")

// Service is the one gate through which every protocol creates accounts and
// logs in. A password passes through it and is kept nowhere.
type Service struct {
	World     *object.World
	Logins    Throttle // failed logins of an address
	Names     Throttle // failed logins with a name, from any address
	Creations Throttle
	Log       *slog.Logger
}

// Typeclass is what new accounts are.
const Typeclass = "core.account"

// MayCreate judges a new account before its password is hashed; the error is
// for the player.
func (s *Service) MayCreate(address, name, password string, now time.Time) error {
	if err := s.Creations.Refuse(network(address), now); err != nil {
		s.Log.Warn("account refused", "why", "too many new accounts", "account", guard.Release(name), "address", address)
		return err
	}
	if b := Banned(s.World, name, address); b != nil {
		s.Log.Warn("account refused", "why", "banned", "account", guard.Release(name), "address", address)
		return banText(b)
	}
	if err := CheckName(s.World, name); err != nil {
		return err
	}
	return CheckPassword(name, password)
}

// Create makes the account once its password is hashed. The name is judged
// again, as somebody else may have taken it in between.
func (s *Service) Create(address, name, hash string, now time.Time) (*object.Object, error) {
	if err := CheckName(s.World, name); err != nil {
		return nil, err
	}
	a, err := s.World.Create(object.Account, name, Typeclass, now)
	if err != nil {
		return nil, err
	}
	a.SetHash(hash)
	a.AddPermission("Player")
	s.Creations.Count(network(address), now)
	s.Log.Info("account created", "account", name, "address", address)
	return a, nil
}

// Guest makes an account without a password, for one visit. The error is for
// the player.
func (s *Service) Guest(address, name string, now time.Time) (*object.Object, error) {
	if b := Banned(s.World, name, address); b != nil {
		s.Log.Warn("guest refused", "why", "banned", "address", address)
		return nil, banText(b)
	}
	if err := CheckName(s.World, name); err != nil {
		return nil, err
	}
	a, err := s.World.Create(object.Account, name, Typeclass, now)
	if err != nil {
		return nil, err
	}
	a.AddPermission("Guest")
	s.Log.Info("guest let in", "account", name, "address", address)
	return a, nil
}

// MayTry judges a login before the password is looked at. A superuser cannot
// be banned, so that nobody locks himself out. Where many addresses try one
// name, only those are heard from which its owner came before.
func (s *Service) MayTry(address, name string, now time.Time) error {
	acc := s.World.AccountNamed(name)
	refuse := func(why string, err error) error {
		s.Log.Warn("login refused", "why", why, "account", guard.Release(name), "address", address)
		return err
	}
	if err := s.Logins.Refuse(network(address), now); err != nil {
		return refuse("too many failed logins from the address", err)
	}
	if err := s.Names.Refuse(object.FoldName(name), now); err != nil && !cameFrom(acc, address) {
		return refuse("too many failed logins with the name", err)
	}
	if b := Banned(s.World, name, address); b != nil && (acc == nil || !acc.Superuser()) {
		s.Logins.Count(network(address), now)
		return refuse("banned", banText(b))
	}
	return nil
}

// attrAddress is where an account's owner last came from.
const attrAddress = "last_address"

func cameFrom(acc *object.Object, address string) bool {
	if acc == nil {
		return false
	}
	last, ok := acc.Attr("engine", attrAddress)
	text, _ := last.(string)
	return ok && network(text) == network(address)
}

// Looked takes what came out when a password was looked at; the error is for
// the player. It judges the login once more: of many guesses that were looked
// at together none tells anything once too many have failed.
func (s *Service) Looked(acc *object.Object, address, name string, right bool, now time.Time) error {
	if err := s.MayTry(address, name, now); err != nil {
		return err
	}
	if right && acc != nil && !acc.Deleted() {
		acc.SetAttr("engine", attrAddress, address)
		return nil
	}
	s.Logins.Count(network(address), now)
	s.Names.Count(object.FoldName(name), now)
	s.Log.Warn("login failed", "why", "wrong name or password", "account", guard.Release(name), "address", address)
	return ErrCredentials
}

func banText(b *Ban) error {
	if b.Reason == "" {
		return errors.New("You have been banned and may not come in.")
	}
	return fmt.Errorf("You have been banned and may not come in. The reason given: %s", guard.Escape(b.Reason))
}
