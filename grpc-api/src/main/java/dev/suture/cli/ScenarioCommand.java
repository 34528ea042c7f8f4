// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import picocli.CommandLine.Command;

/** {@code suture scenario}: scenarios of a case, natively and offline. */
@Command(
    name = "scenario",
    description = "Capture scenarios, and run them on old and new code before anything is proven.",
    subcommands = {ScenarioRunCommand.class, ScenarioCaptureCommand.class})
final class ScenarioCommand {}
