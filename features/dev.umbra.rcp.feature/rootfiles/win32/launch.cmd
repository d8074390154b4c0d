@rem Shared by umbra.cmd and umbra-workbench.cmd: sets UMBRA_JAVA to the bin folder of a Java 21 or later.
@echo off
set "UMBRA_JAVA="
if defined JAVA_HOME call :look "%JAVA_HOME%"
if not defined UMBRA_JAVA for /f "delims=" %%j in ('where java 2^>nul') do if not defined UMBRA_JAVA call :beside "%%~dpj."
if not defined UMBRA_JAVA for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Eclipse Adoptium\jre-*" "%ProgramFiles%\Java\jdk*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\zulu-*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\jdk-*" "%USERPROFILE%\.jdks\*") do call :look "%%~d"
if defined UMBRA_JAVA exit /b 0
echo Umbra needs Java 21 or later and found none. Install one, for example Eclipse Temurin, or set JAVA_HOME to its folder. 1>&2
exit /b 1

:beside
for %%p in ("%~1\..") do call :look "%%~fp"
exit /b 0

:look
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "UMBRA_VERSION="
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "UMBRA_VERSION=%%~v"
if not defined UMBRA_VERSION exit /b 0
set "UMBRA_VERSION=%UMBRA_VERSION:"=%"
if %UMBRA_VERSION% GEQ 21 set "UMBRA_JAVA=%~1\bin"
exit /b 0
