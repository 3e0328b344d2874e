package main

import (
	"fmt"
	"path/filepath"

	"mud/cmd/mud/scaffold"
)

type newCmd struct {
	What string `arg:"" enum:"plugin,command,cmdset,typeclass" help:"What to make: plugin, command, cmdset or typeclass."`
	Name string `arg:"" help:"Its name: weather; weather.sky.gaze for a command; weather.storm for a command set or a typeclass."`
}

// Run writes the first files of something new, with a test.
func (c newCmd) Run() error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	made, err := scaffold.Make(cfg.Scripts.Path, c.What, c.Name)
	if err != nil {
		return err
	}
	for _, f := range made.Files {
		fmt.Println(filepath.Join(fromHere(cfg.Scripts.Path), filepath.FromSlash(f)))
	}
	fmt.Println(made.Next)
	return nil
}
